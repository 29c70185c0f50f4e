#!/usr/bin/env pwsh
# Finds the SDK, settles which packages to build on, compiles the build when its inputs changed, and runs it.
# Does what build.sh does; see there and build/Bootstrap for the reasons.
#
# Written with the language and .NET alone: PowerShell's modules (Get-ChildItem, Test-Path ...) take longer to load than
# all of this takes to run.
$ErrorActionPreference = 'Stop'

# A build that fails is no error of this script: its exit code goes on to the caller.
$PSNativeCommandUseErrorActionPreference = $false

# It may be called by a link to it. Windows PowerShell cannot tell, and has no such links in daily use.
$self = [System.IO.FileInfo]::new($PSCommandPath)
$target = if ($self.LinkTarget) { $self.ResolveLinkTarget($true) }
$root = if ($target) { $target.DirectoryName } else { $PSScriptRoot }
$isOnWindows = [Environment]::OSVersion.Platform -eq 'Win32NT'
$nuke = [System.IO.Path]::Combine($root, '.nuke', 'temp')
$lockFile = [System.IO.Path]::Combine($nuke, 'bootstrap', 'lock')
$choice = [System.IO.Path]::Combine($nuke, 'polyfills.props')

# Not build.sh's folder: it writes the time of a file in another way, and each would find all that the other compiled stale.
$temp = [System.IO.Path]::Combine($nuke, 'bootstrap-ps')
$stamp = [System.IO.Path]::Combine($temp, 'stamp')
$answerSeconds = 20

function Say([string] $Text) { [Console]::Error.WriteLine($Text) }
# As the build ends: 1 when it failed, 2 when the request was wrong.
function Fail([string] $Text) { Say "build.ps1: $Text"; exit 1 }
function Deny([string] $Text) { Say "build.ps1: $Text"; exit 2 }

# ---- Options of the bootstrap itself; all others are the build's.

$polyfills = "$env:NOTEJAM_POLYFILLS"
$arguments = [System.Collections.Generic.List[string]]::new()
for ($i = 0; $i -lt $args.Count; $i++) {
    $argument = [string] $args[$i]
    if ($argument -ceq '--use-polyfills') {
        if ($i + 1 -ge $args.Count) { Deny '--use-polyfills needs a value: true or false.' }
        $polyfills = [string] $args[++$i]
    }
    elseif ($argument.StartsWith('--use-polyfills=')) { $polyfills = $argument.Substring('--use-polyfills='.Length) }
    else { $arguments.Add($argument) }
}
if ($polyfills -cnotin '', 'true', 'false') {
    Deny "--use-polyfills (or NOTEJAM_POLYFILLS) is '$polyfills': give true or false."
}

# ---- The environment.

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:NUKE_TELEMETRY_OPTOUT = '1'
$env:DOTNET_TieredPGO = '0'

# NUKE takes its parameters from variables of the same name too. Whoever means NUKE writes NUKE_HOST and so on.
$colliding = 'host', 'profile', 'target', 'root', 'verbosity', 'plan', 'help', 'skip', 'continue', 'nologo', 'partition', 'strict'
# MSBuild takes its properties from them as well: each of these changes what is compiled, or where it lies.
$properties = [System.IO.File]::ReadAllLines([System.IO.Path]::Combine($root, 'build', 'Bootstrap', 'msbuild-properties'))
foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) {
    # Not $null, which PowerShell turns into an empty text: the variable would stay, with an empty value.
    if ($name.Replace('_', '') -in $colliding -or $name -in $properties) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
}
$env:NUKE_ROOT = $root

# Without it every program looks for its files in a place of its own.
if (-not $isOnWindows -and -not $env:HOME) { $env:HOME = [Environment]::GetFolderPath('UserProfile') }

# ---- The place.

# See build/Bootstrap/bootstrap.sh.
function Test-Characters {
    $refused = if ($isOnWindows) { "'", ';', ',', '%', '$(', '@(' } else { "'", ';', ',', '%', '"', '\', '*', '?', '|', ':', '$(', '@(' }
    $found = @($refused | Where-Object { $root.Contains($_) })
    if (-not $found -and $root -match '[\x00-\x1f\x7f]') { $found = @('a control character') }
    if ($found) {
        $shown = $root -replace '[\x00-\x1f\x7f]', '?'
        Fail "the path of this clone, $shown, has $($found[0]) in it, which MSBuild cannot handle: move the clone to a path without any of $($refused -join ' ')"
    }
}

# Whether a block can be written into a folder, which is made if need be.
function Test-Writable([string] $Folder) {
    $probe = [System.IO.Path]::Combine($Folder, ".probe.$PID")
    try {
        $null = [System.IO.Directory]::CreateDirectory($Folder)
        [System.IO.File]::WriteAllText($probe, ' ' * 4096)
        return $true
    }
    catch { return $false }
    finally { try { [System.IO.File]::Delete($probe) } catch { $null = $_ } }
}

function Test-Folders {
    if (-not (Test-Writable $temp)) { Fail "$temp cannot be written to: see who owns it, what lies in its place and whether the disk is full." }
    $userHome = if ($isOnWindows) { $env:USERPROFILE } else { $env:HOME }
    if (-not ($env:DOTNET_CLI_HOME -and $env:NUGET_PACKAGES) -and -not (Test-Writable $userHome)) {
        Fail "HOME is $userHome, which cannot be written to: .NET and NuGet keep packages there. Set HOME to a folder that can be written to, or both DOTNET_CLI_HOME and NUGET_PACKAGES."
    }
}

$temporary = [System.IO.Path]::GetTempPath()
if (-not (Test-Writable $temporary)) {
    Fail "temporary files cannot be written to $($temporary.TrimEnd('/')): set $(if ($isOnWindows) { 'TEMP' } else { 'TMPDIR' }) to a folder that can be written to."
}

# ---- What the compiled build depends on.

# Name, size and time of every input.
function Get-Inputs {
    $files = [System.Collections.Generic.List[System.IO.FileInfo]]::new()
    foreach ($file in [System.IO.DirectoryInfo]::new($root).GetFiles()) {
        if ($file.Name -clike 'Directory.*' -or $file.Name -in 'global.json', '.editorconfig', 'nuget.config') { $files.Add($file) }
    }
    if ([System.IO.File]::Exists($choice)) { $files.Add([System.IO.FileInfo]::new($choice)) }
    $files.AddRange([System.IO.DirectoryInfo]::new([System.IO.Path]::Combine($root, 'build')).GetFiles('*', 'AllDirectories'))
    $lines = [System.Collections.Generic.List[string]]::new($files.Count)
    foreach ($file in $files) {
        # Below the root only: the root itself may lie in a folder of such a name.
        $path = $file.FullName.Substring($root.Length)
        if ($path -notmatch '[\\/](bin|obj)[\\/]') { $lines.Add("$path $($file.Length) $($file.LastWriteTimeUtc.Ticks)") }
    }
    $lines.Sort([StringComparer]::Ordinal)
    return [string]::Join("`n", $lines)
}

# The stamp: the dotnet to run with, the folder of the compiled build, how the packages were settled, where revoked
# certificates are looked up, then the inputs.
function Read-Stamp {
    $script:dotnet = $script:compiled = $script:settled = $script:revocation = $script:compiledInputs = ''
    if (-not [System.IO.File]::Exists($stamp)) { return }
    $lines = [System.IO.File]::ReadAllText($stamp) -split "`n", 5
    if ($lines.Count -eq 5) { $script:dotnet, $script:compiled, $script:settled, $script:revocation, $script:compiledInputs = $lines }
}

function Write-Stamp([string] $Inputs) {
    Write-Whole $stamp ($dotnet, $compiled, $settled, $revocation, $Inputs -join "`n")
}

# Whoever reads it meanwhile finds the whole file, the old one or the new one.
function Write-Whole([string] $File, [string] $Text) {
    $new = "$File.$PID"
    [System.IO.File]::WriteAllText($new, $Text)
    if ([System.IO.File]::Exists($File)) { [System.IO.File]::Replace($new, $File, [NullString]::Value) }
    else { [System.IO.File]::Move($new, $File) }
}

function Test-Compiled([string] $Inputs) {
    return [System.IO.File]::Exists($dotnet) -and
        [System.IO.File]::Exists([System.IO.Path]::Combine($compiled, '_build.dll')) -and $compiledInputs -ceq $Inputs
}

function Test-Settled {
    if ($polyfills) { return $settled -clike "* $polyfills $polyfills" }
    return $settled -clike 'asked *'
}

# For the bootstrap's own dotnet and for the build's. Whoever has set it decides.
function Set-RevocationMode {
    if (-not $env:NUGET_CERT_REVOCATION_MODE) { $env:NUGET_CERT_REVOCATION_MODE = $revocation }
}

# ---- Programs of which only the outcome is shown.

# Runs in the root, so that global.json and nuget.config decide. The exit code, or nothing when it was silent for so many
# seconds; what it printed is in $printed.
function Invoke-Quietly([string] $Program, [string[]] $Arguments, [int] $Silence) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Program)
    $start.Arguments = ($Arguments | ForEach-Object { "`"$_`"" }) -join ' '
    $start.WorkingDirectory = $root
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    # What a restore prints is read here.
    if ($Silence) { $start.EnvironmentVariables['DOTNET_CLI_UI_LANGUAGE'] = 'en' }
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $script:printed = ''
    $errors = $process.StandardError.ReadToEndAsync()
    if ($Silence) {
        $text = [System.Text.StringBuilder]::new()
        $buffer = [char[]]::new(4096)
        do {
            $reading = $process.StandardOutput.ReadAsync($buffer, 0, $buffer.Length)
            if (-not $reading.Wait($Silence * 1000)) { $process.Kill(); return }
            $null = $text.Append($buffer, 0, $reading.Result)
        } while ($reading.Result)
        $process.WaitForExit()
        $script:printed = $text.ToString()
        if ($errors.Wait(5000)) { $script:printed += $errors.Result }
        return $process.ExitCode
    }
    $reading = $process.StandardOutput.ReadToEndAsync()
    $process.WaitForExit()
    # A child that it left may keep the pipes open; nobody waits for that one.
    if ([System.Threading.Tasks.Task]::WaitAll(@($reading, $errors), 5000)) { $script:printed = $reading.Result + $errors.Result }
    return $process.ExitCode
}

# ---- The SDK.

function Find-Sdk {
    $candidates = @(Get-Command dotnet -CommandType Application -ErrorAction Ignore | ForEach-Object Source)
    $candidates = @($candidates)[0], [System.IO.Path]::Combine($nuke, 'dotnet-sdk', 'dotnet'), [System.IO.Path]::Combine($nuke, 'dotnet-sdk', 'dotnet.exe')
    foreach ($candidate in $candidates) {
        if ([System.IO.File]::Exists($candidate) -and (Invoke-Quietly $candidate '--version') -eq 0) {
            $script:sdk = $printed.Trim()
            $script:dotnet = $candidate
            return $true
        }
    }
    return $false
}

function Get-Sdk {
    $json = [System.IO.Path]::Combine($root, 'global.json')
    $null = [System.IO.File]::ReadAllText($json) -match '"version":\s*"([^"]*)"'
    $wanted = $Matches[1]
    Say "Fetching the .NET SDK $wanted."
    $name = if ($isOnWindows) { 'dotnet-install.ps1' } else { 'dotnet-install.sh' }
    $installer = [System.IO.Path]::Combine($temp, $name)
    $folder = [System.IO.Path]::Combine($nuke, 'dotnet-sdk')
    $log = [System.IO.Path]::Combine($temp, 'sdk.log')
    try {
        Invoke-WebRequest "https://dot.net/v1/$name" -OutFile $installer -TimeoutSec 60 -UseBasicParsing
        if ($isOnWindows) { & $installer -JSonFile $json -InstallDir $folder -NoPath *> $log }
        else {
            $null = Invoke-Quietly 'bash' $installer, '--jsonfile', $json, '--install-dir', $folder, '--no-path'
            [System.IO.File]::WriteAllText($log, $printed)
        }
    }
    catch { [System.IO.File]::WriteAllText($log, "$_") }
    if (-not (Find-Sdk)) {
        Fail "the .NET SDK $wanted or a later 10.0 is missing and cannot be fetched: install it (https://dot.net/download) and put dotnet on PATH."
    }
}

# ---- The packages.

# yes, or why not. Whether it is the feed's word, which holds for the machine, is in $answered.
# The client tells of each request, so that silence tells a feed that is out of reach from one that is slow.
function Get-Answer([string] $Project) {
    $code = Invoke-Quietly $dotnet 'restore', "build/Bootstrap/$Project.csproj", '-v:normal', '--disable-build-servers', '-p:UsePolyfills=false' $answerSeconds
    $log = [System.IO.Path]::Combine($temp, "$Project.log")
    [System.IO.File]::WriteAllText($log, $printed)
    $script:answered = $true
    if ($code -eq 0) { return 'yes' }
    $missing = [System.Collections.Generic.SortedSet[string]]::new([StringComparer]::Ordinal)
    foreach ($match in [regex]::Matches($printed, "error NU110\d: Unable to (?:find|resolve) (?:a stable )?(?:package )?'?([\w.-]*\w)")) {
        $null = $missing.Add($match.Groups[1].Value)
    }
    if ($null -ne $code -and $missing.Count -and $printed -notmatch 'NU1301') {
        $more = if ($missing.Count -gt 3) { " and $($missing.Count - 3) more" }
        return "the feed lacks $(@($missing)[0..2] -join ', ')$more"
    }
    $script:answered = $false
    if ($null -eq $code) { return "the feed gave no answer for $answerSeconds s" }
    if ($printed -match 'NU1301') { return 'the feed cannot be reached' }
    return "asking the feed failed, see $log"
}

# Whether the authority of nuget.org's certificates is in reach; see build/Bootstrap.
function Find-RevocationServer {
    $script:revocation = 'online'
    $request = [System.Net.WebRequest]::Create('http://crl3.digicert.com/')
    $request.Method = 'HEAD'
    $request.Timeout = 5000
    try { $request.GetResponse().Close() }
    catch {
        # One that answers with an error is in reach.
        if (-not $_.Exception.GetBaseException().Response) { $script:revocation = 'offline' }
    }
}

# The answers hold for the machine: the SDK, its feeds and the versions asked for are their key.
function Get-AnswersFile {
    $feeds = if ((Invoke-Quietly $dotnet 'nuget', 'list', 'source', '--format', 'Short') -eq 0) { $printed } else { 'unknown' }
    $versions = [System.IO.File]::ReadAllLines([System.IO.Path]::Combine($root, 'Directory.Packages.props')) -match '"(Nuke|AWSSDK)\.' -join "`n"
    $text = $sdk, $feeds, $versions -join "`n"
    $hash = [System.Security.Cryptography.SHA256]::Create().ComputeHash([System.Text.Encoding]::UTF8.GetBytes($text))
    $cache = if ($env:XDG_CACHE_HOME) { $env:XDG_CACHE_HOME }
        elseif ($env:LOCALAPPDATA) { $env:LOCALAPPDATA }
        elseif ($HOME) { [System.IO.Path]::Combine($HOME, '.cache') }
        else { $temp }
    return [System.IO.Path]::Combine($cache, 'notejam-build', 'packages-ps-' + [BitConverter]::ToString($hash, 0, 8).Replace('-', ''))
}

function Get-FeedAnswers {
    $file = Get-AnswersFile
    if ([System.IO.File]::Exists($file)) {
        $script:nukeAnswer, $script:awsAnswer, $script:readyToRun = [System.IO.File]::ReadAllLines($file)
        if ($readyToRun) { return }
    }
    Say 'Asking the package feed, once on this machine.'
    $script:nukeAnswer = $script:awsAnswer = Get-Answer NukePackages
    # Who gave no answer gives none to the next question either.
    if ($answered) { $script:awsAnswer = Get-Answer AwsPackages }
    $script:readyToRun = 'no'
    if (-not $answered) { return }
    if ((Get-Answer ReadyToRun) -eq 'yes') { $script:readyToRun = 'yes' }
    try {
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($file))
        Write-Whole $file "$nukeAnswer`n$awsAnswer`n$readyToRun`n"
    }
    catch { $null = $_ } # Only a convenience: a home that cannot be written to is no error.
}

# Whether a family has stand-ins, by what the feed answered.
function Get-StandIns([string] $Answer) { if ($Answer -eq 'yes') { 'false' } else { 'true' } }

# What a family is taken from.
function Get-Taken([string] $Family, [string] $Answer) {
    if ($Answer -eq 'yes') { "$Family from the feed" } else { "stand-ins for $Family ($Answer)" }
}

function Set-Packages {
    Find-RevocationServer
    Set-RevocationMode
    Get-FeedAnswers
    if ($polyfills) {
        $nukeStandIns = $awsStandIns = $polyfills
        $how = 'told'
        $what = if ($polyfills -eq 'true') { 'stand-ins for Nuke.* and AWSSDK.*' } else { 'Nuke.* and AWSSDK.* from the feed' }
        Say "Packages: $what, as --use-polyfills or NOTEJAM_POLYFILLS says."
    }
    else {
        $nukeStandIns = Get-StandIns $nukeAnswer
        $awsStandIns = Get-StandIns $awsAnswer
        $how = 'asked'
        Say "Packages: $(Get-Taken 'Nuke.*' $nukeAnswer); $(Get-Taken 'AWSSDK.*' $awsAnswer)."
    }
    $script:settled = "$how $nukeStandIns $awsStandIns"

    # Written only when it differs: its time is one of the inputs.
    $props = "<Project><PropertyGroup><UseNukePolyfills>$nukeStandIns</UseNukePolyfills><UseAwsPolyfills>$awsStandIns</UseAwsPolyfills></PropertyGroup></Project>"
    if (-not [System.IO.File]::Exists($choice) -or [System.IO.File]::ReadAllText($choice).Trim() -cne $props) { Write-Whole $choice "$props`n" }
}

# ---- The build.

# A folder of its own for each compilation: a build that still runs, or a sandbox that it left, keeps its files.
function Invoke-Compiler {
    $folder = [System.IO.Path]::Combine($temp, "build-$([DateTimeOffset]::UtcNow.ToUnixTimeSeconds())-$PID")
    $null, $nukeStandIns, $awsStandIns = $settled.Split(' ')
    $options = 'publish', 'build/_build/_build.csproj', '--configuration', 'Release', '--output', $folder,
        '-nodeReuse:false', '-p:RunAnalyzers=false', '-p:UseAppHost=false', "-p:UseNukePolyfills=$nukeStandIns", "-p:UseAwsPolyfills=$awsStandIns"
    if ($readyToRun -eq 'yes') { $options += '--use-current-runtime', '--no-self-contained', '-p:PublishReadyToRun=true' }
    Say 'Compiling the build.'
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $code = Invoke-Quietly $dotnet $options
    [System.IO.File]::WriteAllText([System.IO.Path]::Combine($temp, 'compile.log'), $printed)
    if ($code -ne 0) {
        Remove-Folder $folder
        Test-Folders
        Say $printed
        Fail 'the build does not compile; what the compiler says is above.'
    }
    Say "Compiled in $([int] $watch.Elapsed.TotalSeconds) s."
    $script:compiled = $folder
}

# Earlier compilations go, except the last one. Here nobody can tell whether a process still has one open: a day is
# longer than any build.
function Remove-Old([string] $Previous) {
    foreach ($folder in [System.IO.DirectoryInfo]::new($temp).GetDirectories('build-*')) {
        if ($folder.FullName -notin $compiled, $Previous -and $folder.LastWriteTimeUtc -lt [DateTime]::UtcNow.AddDays(-1)) {
            Remove-Folder $folder.FullName
        }
    }
}

function Remove-Folder([string] $Folder) {
    try { [System.IO.Directory]::Delete($Folder, $true) }
    catch { $null = $_ } # Nothing is there, or it is in use after all.
}

# Several scripts may find the same change, build.sh too. One compiles, the others wait and find it done.
function Enter-Lock {
    $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($lockFile))
    while ($true) {
        try { return [System.IO.File]::Open($lockFile, 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [System.IO.IOException] { [System.Threading.Thread]::Sleep(200) }
    }
}

Read-Stamp
if (-not ((Test-Settled) -and (Test-Compiled (Get-Inputs)))) {
    Test-Characters
    Test-Folders
    $lock = Enter-Lock
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
            Remove-Old $previous
        }
        # The inputs as they were before: what changed meanwhile is compiled next time.
        Write-Stamp $inputs
    }
    finally { $lock.Dispose() }
}

Set-RevocationMode
if ($dotnet.StartsWith($root + [System.IO.Path]::DirectorySeparatorChar)) {
    # The build calls dotnet itself: it must find the same one.
    $env:DOTNET_ROOT = [System.IO.Path]::GetDirectoryName($dotnet)
    $env:PATH = $env:DOTNET_ROOT + [System.IO.Path]::PathSeparator + $env:PATH
}
& $dotnet ([System.IO.Path]::Combine($compiled, '_build.dll')) @arguments
exit $LASTEXITCODE
