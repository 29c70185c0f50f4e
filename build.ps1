#!/usr/bin/env pwsh
# Finds the SDK, settles which packages to build on, compiles the build when its inputs changed, and runs it.
# Does what build.sh does; see there and build/Bootstrap for the reasons.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$temp = Join-Path $root '.nuke/temp/bootstrap'
$stamp = Join-Path $temp 'stamp'
$choice = Join-Path $root '.nuke/temp/polyfills.props'
$answerSeconds = 20

function Say([string] $Text) { [Console]::Error.WriteLine($Text) }
function Fail([string] $Text) { Say "build.ps1: $Text"; exit 1 }

# ---- Options of the bootstrap itself; all others are the build's.

$polyfills = "$env:NOTEJAM_POLYFILLS"
$arguments = [System.Collections.Generic.List[string]]::new()
for ($i = 0; $i -lt $args.Count; $i++) {
    $argument = [string] $args[$i]
    if ($argument -eq '--use-polyfills') {
        if ($i + 1 -ge $args.Count) { Fail '--use-polyfills needs a value: true or false.' }
        $polyfills = [string] $args[++$i]
    }
    elseif ($argument.StartsWith('--use-polyfills=')) { $polyfills = $argument.Substring('--use-polyfills='.Length) }
    else { $arguments.Add($argument) }
}
if ($polyfills -cnotin '', 'true', 'false') {
    Fail "--use-polyfills (or NOTEJAM_POLYFILLS) is '$polyfills': give true or false."
}

# ---- The environment.

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:NUKE_TELEMETRY_OPTOUT = '1'

# NUKE takes its parameters from variables of the same name too. Whoever means NUKE writes NUKE_HOST and so on.
$colliding = 'host', 'profile', 'target', 'root', 'verbosity', 'plan', 'help', 'skip', 'continue', 'nologo', 'partition', 'strict'
Get-ChildItem Env: | Where-Object { ($_.Name -replace '_', '') -in $colliding } | ForEach-Object { Remove-Item "Env:$($_.Name)" }
$env:NUKE_ROOT = $root

# ---- What the compiled build depends on.

function Get-Inputs {
    $files = [System.Collections.Generic.List[System.IO.FileInfo]]::new()
    foreach ($pattern in 'Directory.*', 'global.json', '.editorconfig', 'nuget.config') {
        $files.AddRange([System.IO.DirectoryInfo]::new($root).GetFiles($pattern))
    }
    if (Test-Path $choice) { $files.Add([System.IO.FileInfo]::new($choice)) }
    $files.AddRange([System.IO.DirectoryInfo]::new((Join-Path $root 'build')).GetFiles('*', 'AllDirectories'))
    $lines = $files | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' } |
        ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" } | Sort-Object -CaseSensitive
    return $lines -join "`n"
}

function Read-Stamp {
    $script:dotnet = $script:compiled = $script:settled = $script:compiledInputs = ''
    if (-not (Test-Path $stamp)) { return }
    $lines = [System.IO.File]::ReadAllText($stamp).Split("`n", 4)
    if ($lines.Count -eq 4) { $script:dotnet, $script:compiled, $script:settled, $script:compiledInputs = $lines }
}

function Write-Stamp([string] $Inputs) {
    $new = "$stamp.$PID"
    [System.IO.File]::WriteAllText($new, ($dotnet, $compiled, $settled, $Inputs -join "`n"))
    Move-Item -Force $new $stamp
}

function Test-Compiled([string] $Inputs) {
    return $dotnet -and (Test-Path $dotnet) -and (Test-Path (Join-Path $compiled '_build.dll')) -and $compiledInputs -ceq $Inputs
}

function Test-Settled {
    if ($polyfills) { return $settled -clike "* $polyfills" }
    return $settled -clike 'asked *'
}

# ---- The SDK.

function Find-Sdk {
    $candidates = @(Get-Command dotnet -ErrorAction Ignore | ForEach-Object Source | Select-Object -First 1)
    $candidates += Get-ChildItem (Join-Path $root '.nuke/temp/dotnet-sdk') -Filter 'dotnet*' -File -ErrorAction Ignore |
        Where-Object BaseName -eq 'dotnet' | ForEach-Object FullName
    foreach ($candidate in $candidates) {
        # In the root, so that global.json decides.
        Push-Location $root
        try { $script:sdk = & $candidate --version 2>$null } finally { Pop-Location }
        if ($LASTEXITCODE -eq 0) { $script:dotnet = $candidate; return $true }
    }
    return $false
}

function Get-Sdk {
    $wanted = (Get-Content (Join-Path $root 'global.json') -Raw | ConvertFrom-Json).sdk.version
    Say "Fetching the .NET SDK $wanted."
    $isWindows = [Environment]::OSVersion.Platform -eq 'Win32NT'
    $name = if ($isWindows) { 'dotnet-install.ps1' } else { 'dotnet-install.sh' }
    $installer = Join-Path $temp $name
    $folder = Join-Path $root '.nuke/temp/dotnet-sdk'
    try {
        Invoke-WebRequest "https://dot.net/v1/$name" -OutFile $installer -TimeoutSec 60 -UseBasicParsing
        if ($isWindows) { & $installer -JSonFile (Join-Path $root 'global.json') -InstallDir $folder -NoPath *> (Join-Path $temp 'sdk.log') }
        else { bash $installer --jsonfile (Join-Path $root 'global.json') --install-dir $folder --no-path *> (Join-Path $temp 'sdk.log') }
    }
    catch { Set-Content (Join-Path $temp 'sdk.log') $_ }
    if (-not (Find-Sdk)) {
        Fail "the .NET SDK $wanted or a later 10.0 is missing and cannot be fetched: install it (https://dot.net/download) and put dotnet on PATH."
    }
}

# ---- The packages.

# yes: the feed has it all; no: it lacks a package; unknown: no answer.
function Get-Answer([string] $Project) {
    $log = Join-Path $temp "$Project.log"
    $restore = Start-Process $dotnet -PassThru -WorkingDirectory $root -RedirectStandardOutput $log -RedirectStandardError "$log.err" `
        -ArgumentList 'restore', "build/Bootstrap/$Project.csproj", '--disable-build-servers', '-p:UsePolyfills=false'
    $null = $restore.Handle
    if (-not $restore.WaitForExit($answerSeconds * 1000)) { $restore.Kill(); return 'unknown' }
    if ($restore.ExitCode -eq 0) { return 'yes' }
    $text = Get-Content $log -Raw
    if ($text -match 'NU110\d' -and $text -notmatch 'NU1301') { return 'no' }
    return 'unknown'
}

function Get-AnswersFile {
    Push-Location $root
    try { $feeds = (& $dotnet nuget list source --format Short 2>$null) -join "`n" } finally { Pop-Location }
    $versions = (Get-Content (Join-Path $root 'Directory.Packages.props')) -match '"(Nuke\.Common|AWSSDK\.ECR)"' -join "`n"
    $text = $sdk, $feeds, $versions -join "`n"
    $hash = [System.Security.Cryptography.SHA256]::Create().ComputeHash([System.Text.Encoding]::UTF8.GetBytes($text))
    $cache = if ($env:XDG_CACHE_HOME) { $env:XDG_CACHE_HOME }
        elseif ($env:LOCALAPPDATA) { $env:LOCALAPPDATA }
        else { Join-Path $HOME '.cache' }
    return Join-Path $cache ('notejam-build/feed-ps-' + [BitConverter]::ToString($hash, 0, 8).Replace('-', ''))
}

function Get-FeedAnswers {
    $file = Get-AnswersFile
    if (Test-Path $file) { $script:official, $script:readyToRun = @(Get-Content $file)[0, 1]; return }
    Say 'Asking the package feed, once on this machine.'
    $script:official = Get-Answer OfficialPackages
    $script:readyToRun = 'no'
    if ($official -eq 'unknown') { return }
    if ((Get-Answer ReadyToRun) -eq 'yes') { $script:readyToRun = 'yes' }
    try {
        $null = New-Item -ItemType Directory -Force (Split-Path $file)
        Set-Content $file $official, $readyToRun
    }
    catch { $null = $_ } # Only a convenience: a home that cannot be written to is no error.
}

function Set-Packages {
    Get-FeedAnswers
    if ($polyfills) {
        $use = $polyfills
        $script:settled = "told $use"
        $why = 'as --use-polyfills or NOTEJAM_POLYFILLS says'
    }
    else {
        $use, $why = switch ($official) {
            'yes' { 'false', 'the feed has the official ones' }
            'no' { 'true', 'the feed lacks the official ones' }
            default { 'true', "the feed gave no answer within $answerSeconds s" }
        }
        $script:settled = "asked $use"
    }
    if ($use -eq 'true') { Say "Packages: stand-ins from build/Polyfills, $why." }
    else { Say "Packages: Nuke.* and AWSSDK.* from the feed, $why." }

    # Written only when it differs: its time is one of the inputs.
    $props = "<Project><PropertyGroup><UsePolyfills>$use</UsePolyfills></PropertyGroup></Project>"
    if (-not (Test-Path $choice) -or (Get-Content $choice -Raw).Trim() -cne $props) { Set-Content $choice $props }
}

# ---- The build.

# A folder of its own for each compilation: a build that still runs, or a sandbox that it left, keeps its files.
function Invoke-Compiler {
    $folder = Join-Path $temp "build-$([DateTimeOffset]::UtcNow.ToUnixTimeSeconds())-$PID"
    $options = 'publish', 'build/_build/_build.csproj', '--configuration', 'Release', '--output', $folder,
        '--disable-build-servers', '-p:UseAppHost=false', "-p:UsePolyfills=$($settled.Split(' ')[1])"
    if ($readyToRun -eq 'yes') { $options += '--use-current-runtime', '--no-self-contained', '-p:PublishReadyToRun=true' }
    Say 'Compiling the build.'
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $log = Join-Path $temp 'compile.log'
    Push-Location $root
    try { & $dotnet @options *> $log } finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) {
        Get-Content $log | ForEach-Object { Say $_ }
        Remove-Item -Recurse -Force $folder -ErrorAction Ignore
        Fail 'the build does not compile; what the compiler says is above.'
    }
    Say "Compiled in $([int] $watch.Elapsed.TotalSeconds) s."
    $script:compiled = $folder
}

Read-Stamp
if (-not ((Test-Settled) -and (Test-Compiled (Get-Inputs)))) {
    $null = New-Item -ItemType Directory -Force $temp
    # One compiles, the others wait and find it done.
    $lock = $null
    while (-not $lock) {
        try { $lock = [System.IO.File]::Open((Join-Path $temp 'lock.ps1'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [System.IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try {
        if (-not (Find-Sdk)) { Get-Sdk }
        $found = $dotnet
        Read-Stamp
        $dotnet = $found
        Set-Packages
        $inputs = Get-Inputs
        if (-not (Test-Compiled $inputs)) {
            $previous = $compiled
            Invoke-Compiler
            # Folders of builds that still run cannot be removed on Windows, and stay.
            Get-ChildItem $temp -Directory -Filter 'build-*' |
                Where-Object { $_.FullName -notin $compiled, $previous -and $_.LastWriteTimeUtc -lt [DateTime]::UtcNow.AddDays(-1) } |
                Remove-Item -Recurse -Force -ErrorAction Ignore
        }
        # The inputs as they were before: what changed meanwhile is compiled next time.
        Write-Stamp $inputs
    }
    finally { $lock.Dispose() }
}

if ($dotnet.StartsWith($root)) {
    # The build calls dotnet itself: it must find the same one.
    $env:DOTNET_ROOT = Split-Path $dotnet
    $env:PATH = $env:DOTNET_ROOT + [System.IO.Path]::PathSeparator + $env:PATH
}
& $dotnet (Join-Path $compiled '_build.dll') @arguments
exit $LASTEXITCODE
