metadata description = 'The secrets of Slack, and the key of the addresses of files. Teams has none: the bot is a managed identity.'

param vaultName string
param location string

@description('The principal of the bot, which reads.')
param bot string

@description('The principal of the operator, who sets.')
param operator string

@description('What the addresses of files are signed with, where there is no key yet.')
@secure()
param fileKey string = '${newGuid()}${newGuid()}'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

// Made by the first deployment and kept by all others: with another key the pictures on the cards that stand in the chats are gone.
@onlyIfNotExists()
resource key 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'file-key'
  properties: { value: fileKey }
}

// Azure's own roles: Key Vault Secrets User, Key Vault Secrets Officer.
var roles = [
  { who: 'bot', principal: bot, role: '4633458b-17de-408a-b874-0445c86b69e6' }
  { who: 'operator', principal: operator, role: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' }
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for entry in roles: {
    name: guid(vault.id, entry.who, entry.role)
    scope: vault
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', entry.role)
      principalId: entry.principal
    }
  }
]

output name string = vault.name
output uri string = vault.properties.vaultUri

@description('The address of the key, whose newest version is read.')
output fileKeyUri string = '${vault.properties.vaultUri}secrets/${key.name}'
