metadata description = 'The records: Azure Cosmos DB without keys, backed up at every instant, scaled by use.'

param accountName string
param location string
param mostRequestUnits int

@description('The principal of the bot.')
param bot string

@description('The principal of the operator.')
param operator string

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: accountName
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    // Several replicas: what one has taken away from a person, another must not grant from an old read.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous30Days' } }
    // No keys: who is let in has a role, and is named in the account's log.
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'aimsbot'
  properties: { resource: { id: 'aimsbot' } }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'records'
  properties: {
    options: { autoscaleSettings: { maxThroughput: mostRequestUnits } }
    resource: {
      id: 'records'
      partitionKey: { kind: 'MultiHash', version: 2, paths: ['/organisation', '/record'] }
      // As CosmosQuery.Index says; a test compares the two.
      indexingPolicy: {
        automatic: true
        indexingMode: 'consistent'
        includedPaths: [
          { path: '/type/?' }
          { path: '/state/?' }
          { path: '/opened/?' }
          { path: '/waitsFor/[]/?' }
          { path: '/parent/?' }
          { path: '/dates/[]/?' }
          { path: '/wakeAt/?' }
          { path: '/part/?' }
          { path: '/document/?' }
          { path: '/unsealed/?' }
          { path: '/seal/?' }
        ]
        excludedPaths: [{ path: '/*' }]
        compositeIndexes: [[{ path: '/opened', order: 'ascending' }, { path: '/record', order: 'ascending' }]]
      }
    }
  }
}

// A deletion by mistake, also of the whole group, stops here. infra/README.md says how to take it away.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'records-stay'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'The records of the AI management system.' }
}

var items = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items'

// What the bot does and nothing else: no stored procedures, no change feed, no conflicts to manage.
resource writer 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2024-11-15' = {
  parent: account
  name: guid(account.id, 'writer')
  properties: {
    roleName: 'AimsBot writer'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [
      {
        dataActions: [
          'Microsoft.DocumentDB/databaseAccounts/readMetadata'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
          '${items}/read'
          '${items}/create'
          '${items}/replace'
          '${items}/upsert'
          '${items}/delete'
        ]
      }
    ]
  }
}

// For whoever verifies the trail and must not be able to touch it. Nobody has it until somebody is given it.
resource reader 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2024-11-15' = {
  parent: account
  name: guid(account.id, 'reader')
  properties: {
    roleName: 'AimsBot trail reader'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [
      {
        dataActions: [
          'Microsoft.DocumentDB/databaseAccounts/readMetadata'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
          '${items}/read'
        ]
      }
    ]
  }
}

resource writers 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for (principal, i) in [bot, operator]: {
    parent: account
    name: guid(account.id, 'writer', i == 0 ? 'bot' : 'operator')
    properties: {
      roleDefinitionId: writer.id
      principalId: principal
      scope: account.id
    }
  }
]

output endpoint string = account.properties.documentEndpoint
