import { expect, test, vi } from 'vitest';
import startupBudget from '../../graders/startup-budget.ts';
import { openTerminal } from '../../graders/kit/live.ts';
import { readExercise } from '../course/exercise-folder.ts';
import type { Ended, Sandbox } from '../sandbox/client.ts';
import { createAskedCluster } from './asked-cluster.ts';

const done = <T>(value: T): Promise<Ended<T>> => Promise.resolve({ kind: 'done', value });

/** The guest's live cluster without its worker. */
const start = (): Pick<Sandbox, 'open'> => ({
  async open(files) {
    let terminal = openTerminal(startupBudget, files);
    const cluster = {
      type: (command: string, stdin?: string) => done(terminal.type(command, stdin)),
      interrupt: () => done(terminal.interrupt()),
      wait: (seconds: number) => done(terminal.wait(seconds)),
      complete: (line: string) => done(terminal.complete(line)),
      reopen: () => done((terminal = openTerminal(startupBudget, files)).look()),
    };
    return { cluster, first: await done(terminal.look()) };
  },
});

function open(yaml: string) {
  const now = { yaml, at: 0 };
  const using = { sandbox: start() };
  const onStopped = vi.fn();
  const asked = createAskedCluster({
    files: readExercise('startup-budget').files,
    file: 'pod.yaml',
    sandbox: () => using.sandbox,
    now: () => now,
    onTime: (at) => (now.at = Math.min(at, 262)),
    onStopped,
  });
  const ask = async (command: string): Promise<string> => {
    await asked.ask(command);
    return asked.entries.value.at(-1)!.output.trim();
  };
  return { asked, ask, now, onStopped, restart: () => (using.sandbox = start()) };
}
const { start: submission } = readExercise('startup-budget');
const starter = submission.kind === 'manifest' ? submission.yaml : '';
const RESTARTS = "kubectl get pod app -o jsonpath='{.status.containerStatuses[0].restartCount}'";

test('kubectl is asked where the playhead stands, forwards and back', async () => {
  const { asked, ask, now } = open(starter);
  await asked.open();
  expect(asked.entries.value).toMatchObject([{ command: 'kubectl apply -f pod.yaml', output: 'pod/app created\n' }]);
  expect(await ask('kubectl apply -f pod.yaml')).toBe('pod/app unchanged');
  now.at = 20;
  expect(await ask(RESTARTS)).toBe('1');
  now.at = 10;
  expect(await ask(RESTARTS)).toBe('0');
});

test('what is changed stays until the playhead goes back; a line that takes time moves it', async () => {
  const { ask, now } = open(starter);
  now.at = 5;
  await ask('kubectl delete pod app --now');
  expect(now.at).toBeGreaterThan(5);
  expect(await ask('kubectl get pods -o name')).toBe('');
  now.at = 5;
  expect(await ask('kubectl get pods -o name')).toBe('pod/app');
});

test('a line that would go on is ended, and other YAML is applied anew', async () => {
  const { ask, now, asked } = open(starter);
  expect(await ask('kubectl get pods -w')).toMatch(/^NAME[^]*\^C$/);
  now.yaml = 'kind: Pod';
  await ask('kubectl get pods');
  expect(asked.entries.value.at(-2)).toMatchObject({
    command: 'kubectl apply -f pod.yaml',
    exit: 1,
    output: expect.stringContaining('"pod.yaml"') as string,
  });
});

test('a simulator that was replaced is asked from the beginning', async () => {
  const { ask, now, restart, onStopped } = open(starter);
  now.at = 20;
  await ask(RESTARTS);
  restart();
  expect(await ask(RESTARTS)).toBe('1');
  expect(onStopped).not.toHaveBeenCalled();
});
