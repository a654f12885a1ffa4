import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildOf } from '../../pact/broker/build-of.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'conformance-no-git-'));

it.each([
  [
    'GitHub',
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_SHA: 'abc',
      GITHUB_HEAD_REF: '',
      GITHUB_REF_NAME: 'main',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_RUN_ID: '7',
    },
    { version: 'abc', branch: 'main', url: 'https://github.com/o/r/actions/runs/7' },
  ],
  [
    'GitLab',
    {
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: 'abc',
      CI_COMMIT_REF_NAME: 'main',
      CI_JOB_URL: 'https://gitlab.example.com/7',
    },
    { version: 'abc', branch: 'main', url: 'https://gitlab.example.com/7' },
  ],
  [
    'CircleCI',
    {
      CIRCLECI: 'true',
      CIRCLE_SHA1: 'abc',
      CIRCLE_BRANCH: 'main',
      CIRCLE_BUILD_URL: 'https://circleci.example.com/7',
    },
    { version: 'abc', branch: 'main', url: 'https://circleci.example.com/7' },
  ],
  [
    'Jenkins',
    {
      JENKINS_URL: 'https://ci.example.com/',
      GIT_COMMIT: 'abc',
      GIT_BRANCH: 'origin/main',
      BUILD_URL: 'https://ci.example.com/7',
    },
    { version: 'abc', branch: 'main', url: 'https://ci.example.com/7' },
  ],
  [
    'Azure',
    {
      TF_BUILD: 'True',
      BUILD_SOURCEVERSION: 'abc',
      BUILD_SOURCEBRANCH: 'refs/heads/main',
      SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/o/',
      SYSTEM_TEAMPROJECT: 'p',
      BUILD_BUILDID: '7',
    },
    {
      version: 'abc',
      branch: 'main',
      url: 'https://dev.azure.com/o/p/_build/results?buildId=7',
    },
  ],
])('reads the build of %s', (_, env, build) => {
  expect(buildOf(env, nowhere)).toEqual(build);
});

const event = join(nowhere, 'event.json');
writeFileSync(event, JSON.stringify({ pull_request: { head: { sha: 'head' } } }));

it.each([
  [
    'GitHub',
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_SHA: 'merge',
      GITHUB_EVENT_PATH: event,
      GITHUB_HEAD_REF: 'feat/x',
      GITHUB_REF_NAME: '7/merge',
    },
  ],
  [
    'GitLab',
    {
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: 'merge',
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'head',
      CI_COMMIT_REF_NAME: 'refs/merge-requests/7/merge',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'feat/x',
    },
  ],
  [
    'Jenkins',
    {
      JENKINS_URL: 'https://ci.example.com/',
      GIT_COMMIT: 'head',
      BRANCH_NAME: 'PR-7',
      CHANGE_BRANCH: 'feat/x',
    },
  ],
  [
    'Azure',
    {
      TF_BUILD: 'True',
      BUILD_SOURCEVERSION: 'merge',
      SYSTEM_PULLREQUEST_SOURCECOMMITID: 'head',
      BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/feat/x',
    },
  ],
])('takes what is to be merged for a request to merge on %s', (_, env) => {
  expect(buildOf(env, nowhere)).toMatchObject({ version: 'head', branch: 'feat/x' });
});

it.each([
  ['GitHub', { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' }],
  ['GitLab', { GITLAB_CI: 'true', CI_COMMIT_TAG: 'v1', CI_COMMIT_REF_NAME: 'v1' }],
  ['CircleCI', { CIRCLECI: 'true', CIRCLE_TAG: 'v1' }],
  ['Jenkins', { JENKINS_URL: 'https://ci.example.com/', TAG_NAME: 'v1', BRANCH_NAME: 'v1' }],
  ['Azure', { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/tags/v1' }],
])('knows no branch for the build of a tag on %s', (_, env) => {
  expect(buildOf(env, nowhere).branch).toBeUndefined();
});

it('asks git where no CI service is', () => {
  expect(buildOf({}, import.meta.dirname).version).toMatch(/^[0-9a-f]{40}$/);
});

it('knows nothing where there is neither', () => {
  expect(buildOf({}, nowhere)).toEqual({});
});
