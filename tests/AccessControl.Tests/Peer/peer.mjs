// Answers cases with @cloud-copilot/iam-simulate, an evaluator that nobody here wrote (AGPL-3.0: it is called, not copied).
//   node peer.mjs <folder with node_modules> < cases.json > answers.txt
// A case is a line of JSON, an answer a letter: A allowed, I implicitly denied, E explicitly denied.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = resolve(process.argv[2], 'node_modules', '@cloud-copilot');
const load = (name, file) => import(pathToFileURL(resolve(modules, name, 'dist', 'esm', file)));
const { authorize } = await load('iam-simulate', 'core_engine/CoreSimulatorEngine.js');
const { AwsRequestImpl } = await load('iam-simulate', 'request/request.js');
const { RequestContextImpl } = await load('iam-simulate', 'requestContext.js');
const { DiscoveryContextKeyConstraints } = await load('iam-simulate', 'context_keys/discoveryContextKeyConstraints.js');
const { anonymousPrincipal } = await load('iam-simulate', 'index.js');
const { loadPolicy } = await load('iam-policy', 'index.js');

const simulationParameters = { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) };
const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } };
const policies = list => list.map((policy, index) => loadPolicy(policy, { name: `${index}` }));
const levels = list => list.map((level, index) => ({ orgIdentifier: `${index}`, policies: policies(level) }));

function answer({ principal, action, resource, account, context, identity, boundary, session, resourcePolicy, serviceControl, resourceControl }) {
  const { result } = authorize({
    request: new AwsRequestImpl(principal === 'anonymous' ? anonymousPrincipal : principal, { resource, accountId: account }, action, new RequestContextImpl(context), resource === '*'),
    sessionPolicy: session ? loadPolicy(session, { name: 'session' }) : undefined,
    identityPolicies: policies(identity),
    serviceControlPolicies: levels(serviceControl),
    resourceControlPolicies: levels(resourceControl.length === 0 ? [] : [[everything, ...resourceControl]]),
    resourcePolicy: resourcePolicy ? loadPolicy(resourcePolicy, { name: 'resource' }) : undefined,
    permissionBoundaries: boundary ? policies([boundary]) : undefined,
    vpcEndpointPolicies: undefined,
    simulationParameters,
  });
  return { Allowed: 'A', ImplicitlyDenied: 'I', ExplicitlyDenied: 'E' }[result];
}

const lines = readFileSync(0, 'utf8').split('\n').filter(line => line !== '');
process.stdout.write(lines.map(line => answer(JSON.parse(line))).join(''));
