namespace Notejam.Sandbox.Tests.Lambda;

/// <summary>Functions for tests: their bootstrap is Python, and speaks to the runtime API as any runtime does.</summary>
internal static class TestFunctions
{
    /// <summary>
    /// Python for a boto3 script: <c>make(name, handler, **more)</c> creates a function whose handler is a Python function
    /// <c>handle(event, context)</c> given as text; <c>package(handler)</c> is its zip file.
    /// </summary>
    public const string Prologue = """"
        import base64, io, sys, time, zipfile
        RUNTIME = r'''
        import json, os, sys, urllib.request
        api = 'http://' + os.environ['AWS_LAMBDA_RUNTIME_API'] + '/2018-06-01/runtime'
        def post(path, body):
            urllib.request.urlopen(urllib.request.Request(api + path, json.dumps(body).encode(), method='POST'))
        exec(open(os.environ['LAMBDA_TASK_ROOT'] + '/handler.py').read())
        while True:
            with urllib.request.urlopen(api + '/invocation/next') as answer:
                event, context = json.load(answer), dict(answer.headers)
            id = context['Lambda-Runtime-Aws-Request-Id']
            try:
                result = handle(event, context)
            except Exception as e:
                post('/invocation/' + id + '/error', {'errorType': type(e).__name__, 'errorMessage': str(e)})
            else:
                post('/invocation/' + id + '/response', result)
        '''
        def package(handler, mode=0o755, name='bootstrap'):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, 'w') as archive:
                entry = zipfile.ZipInfo(name)
                entry.external_attr, entry.create_system = mode << 16, 3
                archive.writestr(entry, '#!' + sys.executable + '\n' + RUNTIME)
                archive.writestr('handler.py', handler)
            return buffer.getvalue()
        def make(name, handler, region='eu-central-1', **more):
            settings = dict(dict(Runtime='provided.al2023', Handler='main', Role='arn:aws:iam::123456789012:role/function', Timeout=10), **more)
            return client('lambda', region).create_function(FunctionName=name, Code=dict(ZipFile=package(handler)), **settings)
        def until(condition, seconds=30):
            end = time.time() + seconds
            while True:
                value = condition()
                if value: return value
                assert time.time() < end, 'it did not happen'
                time.sleep(0.05)
        def lines(group, region='eu-central-1'):
            logs = client('logs', region)
            try: return [e['message'] for e in logs.filter_log_events(logGroupName=group)['events']]
            except logs.exceptions.ResourceNotFoundException: return []

        """";
}
