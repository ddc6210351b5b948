metadata description = 'Lets the bot pull its image.'

param registry string

@description('The principal of the bot.')
param bot string

resource account 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registry
}

// Azure's own role: AcrPull.
var role = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, 'bot', role)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    principalId: bot
    principalType: 'ServicePrincipal'
  }
}

output server string = account.properties.loginServer
