// A place to try things: cheap, open to keys, nobody woken.
using 'main.bicep'

param alwaysReadyHttp = 0
param keyAccess = true
param purgeProtection = false
param storageSku = 'Standard_LRS'
