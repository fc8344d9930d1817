// Secrets are put in by hand (README), never by a template: a template's values stay in the deployment history.
param vaultName string
param location string
param purgeProtection bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: purgeProtection ? 90 : 7
    // The service refuses false: it wants true or nothing.
    enablePurgeProtection: purgeProtection ? true : null
  }
}

output vaultName string = vault.name
output vaultUri string = vault.properties.vaultUri
