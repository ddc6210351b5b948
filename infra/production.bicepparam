using 'main.bicep'

param name = 'aims'
param image = readEnvironmentVariable('AIMS_IMAGE', 'aimsbot:1')
param registry = readEnvironmentVariable('AIMS_REGISTRY', '')
param slackTeams = readEnvironmentVariable('AIMS_SLACK_TEAMS', '')
param mostRequestUnits = 4000
param mostReplicas = 8
param telemetryDays = 90
param organisation = {
  id: 'example'
  name: 'Example'
  timeZone: 'Europe/Oslo'
  country: 'NO'
  administrators: 'you@example.com'
  concernContact: 'compliance@example.com'
}
