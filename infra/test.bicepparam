using 'main.bicep'

param name = 'aims-test'
param image = readEnvironmentVariable('AIMS_IMAGE', 'aimsbot:test')
param registry = readEnvironmentVariable('AIMS_REGISTRY', '')
param slackTeams = readEnvironmentVariable('AIMS_SLACK_TEAMS', '')
param organisation = {
  id: 'example-test'
  name: 'Example (test)'
  timeZone: 'Europe/Oslo'
  country: 'NO'
  administrators: 'you@example.com'
  concernContact: 'compliance@example.com'
}
