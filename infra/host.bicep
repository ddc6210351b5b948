metadata description = 'The host on Azure Container Apps: two or more replicas of one image, all on the same records.'

param name string
param location string
param image string
param registryServer string
param identityId string
param identityClientId string
param organisation object
param slackTeams string
param teamsTenants string
param publicUrl string
param replicas int
param mostReplicas int
param recordsEndpoint string
param vaultUri string
param logsName string
param fileKeyUri string
param insightsName string

var appName = '${name}-host'
var url = empty(publicUrl) ? 'https://${appName}.${environment.properties.defaultDomain}' : publicUrl
var isSlackOpen = !empty(slackTeams)

resource logs 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: logsName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource environment 'Microsoft.App/managedEnvironments@2024-10-02-preview' = {
  name: '${name}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    // The collector of the environment: it tells each container its address in OTEL_EXPORTER_OTLP_ENDPOINT.
    appInsightsConfiguration: { connectionString: insights.properties.ConnectionString }
    openTelemetryConfiguration: {
      tracesConfiguration: { destinations: ['appInsights'] }
      logsConfiguration: { destinations: ['appInsights'] }
    }
  }
}

var settings = {
  Organisation__Id: organisation.id
  Organisation__Name: organisation.name
  Organisation__TimeZone: organisation.timeZone
  Organisation__Country: organisation.country
  Organisation__Administrators: organisation.administrators
  Organisation__ConcernContact: organisation.concernContact
  Organisation__SlackTeams: slackTeams
  Organisation__TeamsTenants: teamsTenants
  Host__PublicUrl: url
  Storage__Kind: 'Cosmos'
  Storage__Cosmos__Endpoint: recordsEndpoint
  MicrosoftAppType: 'UserAssignedMSI'
  MicrosoftAppId: identityClientId
  MicrosoftAppTenantId: tenant().tenantId
  // Which identity the records are opened with.
  AZURE_CLIENT_ID: identityClientId
}

resource app 'Microsoft.App/containerApps@2024-10-02-preview' = {
  name: appName
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    configuration: {
      // The old replicas go when the new ones are ready; both read what the other writes.
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: 8080
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identityId }]
      secrets: concat(
        [{ name: 'file-key', keyVaultUrl: fileKeyUri, identity: identityId }],
        isSlackOpen
          ? [
              {
                name: 'slack-signing-secret'
                keyVaultUrl: '${vaultUri}secrets/slack-signing-secret'
                identity: identityId
              }
              { name: 'slack-bot-token', keyVaultUrl: '${vaultUri}secrets/slack-bot-token', identity: identityId }
            ]
          : []
      )
    }
    template: {
      // Longer than the host takes to end what it has begun.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'host'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(
            map(items(settings), setting => { name: setting.key, value: setting.value }),
            [{ name: 'Host__FileKey', secretRef: 'file-key' }],
            isSlackOpen
              ? [
                  { name: 'Slack__SigningSecret', secretRef: 'slack-signing-secret' }
                  { name: 'Slack__BotToken', secretRef: 'slack-bot-token' }
                ]
              : []
          )
          probes: [
            { type: 'Startup', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 2, failureThreshold: 60 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 8080 }, periodSeconds: 10, timeoutSeconds: 5 }
          ]
        }
      ]
      scale: {
        minReplicas: replicas
        maxReplicas: mostReplicas
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '50' } } }]
      }
    }
  }
}

output url string = url
