// What people rely on. Set operatorEmail and the names of your secrets.
using 'main.bicep'

param alwaysReadyHttp = 1
param keyAccess = false
param purgeProtection = true
param storageSku = 'Standard_ZRS'
param logRetentionDays = 90
param logDailyQuotaGb = 5
param operatorEmail = ''
param channelSecrets = []
