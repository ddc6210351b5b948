metadata description = 'AimsBot in one resource group: the bot in two or more replicas, its records, its secrets, its telemetry, and its registration for Teams.'

@description('Part of every name here. Two environments in one subscription need two names.')
@minLength(3)
@maxLength(12)
param name string

param location string = resourceGroup().location

@description('The built image, such as registry.example.com/aimsbot:1.0.0. Public, or in the registry named below.')
param image string

@description('The name of an Azure Container Registry in this resource group from which the image is pulled; empty for a public image.')
param registry string = ''

@description('The organisation: its id never changes and is part of every key.')
param organisation {
  id: string
  name: string
  @description('An IANA name, such as Europe/Oslo.')
  timeZone: string
  @description('Two letters, for the public holidays.')
  country: string
  @description('E-mail addresses, separated by spaces.')
  administrators: string
  @description('Whom to turn to with a concern that is not taken in chat.')
  concernContact: string
}

@description('The Slack workspaces (T…) or the enterprise (E…), separated by spaces; empty: the door for Slack is closed. The vault must have the secrets slack-signing-secret and slack-bot-token first.')
param slackTeams string = ''

@description('The tenants whose people are let in from Teams, separated by spaces.')
param teamsTenants string = tenant().tenantId

@description('The address at which people reach the host, where a domain of your own stands before it; empty: the one that Azure gives.')
param publicUrl string = ''

@minValue(2)
@maxValue(30)
param replicas int = 2

@minValue(2)
@maxValue(30)
param mostReplicas int = 4

@description('The most request units a second that the container of the records may use. A tenth of it is what is paid for at rest.')
@minValue(1000)
param mostRequestUnits int = 1000

@description('Days after which telemetry is forgotten. Records are never.')
param telemetryDays int = 30

@description('Who sets the secrets, prepares the store and imports people: whoever runs the deployment, unless said otherwise.')
param operator string = deployer().objectId

var unique = '${name}-${uniqueString(resourceGroup().id)}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-bot'
  location: location
}

module records 'records.bicep' = {
  name: 'records'
  params: {
    accountName: unique
    location: location
    mostRequestUnits: mostRequestUnits
    bot: identity.properties.principalId
    operator: operator
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    // A vault's name has 24 characters at most.
    vaultName: take('kv${uniqueString(resourceGroup().id)}${name}', 24)
    location: location
    bot: identity.properties.principalId
    operator: operator
  }
}

module telemetry 'telemetry.bicep' = {
  name: 'telemetry'
  params: {
    name: name
    location: location
    days: telemetryDays
  }
}

module pull 'pull.bicep' = if (!empty(registry)) {
  name: 'pull'
  params: {
    registry: registry
    bot: identity.properties.principalId
  }
}

module host 'host.bicep' = {
  name: 'host'
  params: {
    name: name
    location: location
    image: image
    registryServer: empty(registry) ? '' : pull!.outputs.server
    identityId: identity.id
    identityClientId: identity.properties.clientId
    organisation: organisation
    slackTeams: slackTeams
    teamsTenants: teamsTenants
    publicUrl: publicUrl
    replicas: replicas
    mostReplicas: mostReplicas
    recordsEndpoint: records.outputs.endpoint
    vaultUri: vault.outputs.uri
    fileKeyUri: vault.outputs.fileKeyUri
    logsName: telemetry.outputs.logsName
    insightsName: telemetry.outputs.insightsName
  }
}

module bot 'bot.bicep' = {
  name: 'bot'
  params: {
    botName: unique
    identityId: identity.id
    identityClientId: identity.properties.clientId
    hostUrl: host.outputs.url
  }
}

@description('Where Slack and Teams send what people do.')
output url string = host.outputs.url

@description('The setting MicrosoftAppId.')
output appId string = identity.properties.clientId

@description('The setting Storage:Cosmos:Endpoint.')
output recordsEndpoint string = records.outputs.endpoint

output vaultName string = vault.outputs.name
