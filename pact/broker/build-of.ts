import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What is built, as the broker wants to know it. */
export interface Build {
  readonly version?: string;
  readonly branch?: string;
  readonly url?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** What a CI service says of the build it runs; `undefined` where it is another one's. */
type Service = (env: Env) => Build | undefined;

/** A build of a tag is on no branch, and one of a request to merge is of what is to be merged. */
const SERVICES: readonly Service[] = [
  (env) =>
    env.GITHUB_ACTIONS === undefined
      ? undefined
      : build(
          mergedOnGitHub(env) ?? env.GITHUB_SHA,
          env.GITHUB_REF_TYPE === 'tag' ? undefined : env.GITHUB_HEAD_REF || env.GITHUB_REF_NAME,
          `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
        ),
  (env) =>
    env.GITLAB_CI === undefined
      ? undefined
      : build(
          env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA,
          env.CI_COMMIT_TAG
            ? undefined
            : env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME || env.CI_COMMIT_REF_NAME,
          env.CI_JOB_URL,
        ),
  (env) =>
    env.CIRCLECI === undefined
      ? undefined
      : build(env.CIRCLE_SHA1, env.CIRCLE_BRANCH, env.CIRCLE_BUILD_URL),
  (env) =>
    env.JENKINS_URL === undefined
      ? undefined
      : build(
          env.GIT_COMMIT,
          env.TAG_NAME ? undefined : env.CHANGE_BRANCH || env.BRANCH_NAME || env.GIT_BRANCH,
          env.BUILD_URL,
        ),
  (env) =>
    env.TF_BUILD === undefined
      ? undefined
      : build(
          env.SYSTEM_PULLREQUEST_SOURCECOMMITID || env.BUILD_SOURCEVERSION,
          env.SYSTEM_PULLREQUEST_SOURCEBRANCH || env.BUILD_SOURCEBRANCH,
          `${env.SYSTEM_TEAMFOUNDATIONCOLLECTIONURI}${env.SYSTEM_TEAMPROJECT}/_build/results?buildId=${env.BUILD_BUILDID}`,
        ),
];

/** GitHub's own commit of a pull request is a merge that nobody ever sees again. */
function mergedOnGitHub({ GITHUB_EVENT_PATH: path }: Env): string | undefined {
  if (!path) return undefined;
  try {
    const event = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly pull_request?: { readonly head?: { readonly sha?: string } };
    };
    return event.pull_request?.head?.sha;
  } catch {
    return undefined;
  }
}

/** Version, branch and build page from the variables of a CI service, and what these lack from git. */
export function buildOf(env: Env, cwd: string): Build {
  for (const service of SERVICES) {
    const known = service(env);
    if (known !== undefined) return { ...fromGit(cwd), ...known };
  }
  return fromGit(cwd);
}

function fromGit(cwd: string): Build {
  const branch = git(cwd, 'rev-parse', '--abbrev-ref', 'HEAD');
  // a detached HEAD is on no branch
  return build(git(cwd, 'rev-parse', 'HEAD'), branch === 'HEAD' ? undefined : branch, undefined);
}

function build(version?: string, branch?: string, url?: string): Build {
  const isBranch = !/^refs\/(tags|pull)\//.test(branch ?? '');
  const name = isBranch
    ? branch?.replace(/^(refs\/heads|refs\/remotes\/origin|origin)\//, '')
    : undefined;
  return {
    ...(version && { version }),
    ...(name && { branch: name }),
    ...(url && { url }),
  };
}

function git(cwd: string, ...args: readonly string[]): string | undefined {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return (
      execFileSync('git', args, { cwd, encoding: 'utf8', stdio: [...stdio] }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
