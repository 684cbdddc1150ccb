@{
    RootModule        = 'PSCompanion.psm1'
    ModuleVersion     = '1.6.0'
    GUID              = '5a3f1a0e-5f0b-4c1e-9b6f-0d7f6a1b92c4'
    Author            = 'PSCompanion contributors'
    Description       = 'Chat with a model from PowerShell; knows the last error. See Get-CompanionContext for what is sent.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Invoke-Companion', 'Get-CompanionContext', 'Set-CompanionOption', 'Resolve-CompanionError')
    AliasesToExport   = @('ask', 'why')
    PrivateData       = @{ PSData = @{ Tags = @('AI', 'OpenAI'); LicenseUri = 'https://opensource.org/licenses/MIT' } }
}
