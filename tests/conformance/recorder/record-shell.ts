/**
 * Records what Debian's busybox-static 1.35.0 makes of scripts, as root on Linux:
 *   npx node tests/conformance/recorder/record-shell.ts <questions.json> <recordings.json>
 * A question is a case of shell.json without its answers: { id, script, stdin }; a recording in the same file will do.
 * Each runs in namespaces and a root file system of its own: applets linked in /bin, /etc/passwd and /etc/group with
 * root alone, an empty /tmp, HOME=/root; process 1 is another's, and nobody listens but on what the script opens. What no
 * namespace keeps apart (the clock, the kernel's modules) a script may not change, as in a container.
 */
import { spawn, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Question {
  readonly id: string;
  readonly script: string;
  readonly stdin?: string;
}
interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const BUSYBOX = '/bin/busybox';
const LONGEST = 30_000;
const [, , questionsFile = '', recordingsFile = ''] = process.argv;

const folder = mkdtempSync(join(tmpdir(), 'record-shell-'));
const image = join(folder, 'image');
for (const path of ['bin', 'etc', 'root', 'tmp', 'proc', 'dev', 'sys', 'var'])
  mkdirSync(join(image, path), { recursive: true });
execFileSync('chmod', ['1777', join(image, 'tmp')]);
execFileSync('cp', [BUSYBOX, join(image, 'bin/busybox')]);
for (const applet of execFileSync(BUSYBOX, ['--list'], { encoding: 'utf8' }).trim().split('\n'))
  if (applet !== 'busybox') symlinkSync('/bin/busybox', join(image, 'bin', applet));
writeFileSync(join(image, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
writeFileSync(join(image, 'etc/group'), 'root:x:0:\n');

/** Process 1: mounts what a container has, runs the script, ends as it ends. */
const FIRST = `
cd ${folder}; mount -t tmpfs none work; mkdir work/up work/tmp work/root
mount -t overlay -o lowerdir=image,upperdir=work/up,workdir=work/tmp none work/root
mount -t proc proc work/root/proc
for f in null zero full random urandom tty; do : > work/root/dev/$f; mount --bind /dev/$f work/root/dev/$f; done
ln -s /proc/self/fd work/root/dev/fd
hostname box; ip link set lo up
exec 3>&2 2>/dev/null
env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \\
  setpriv --inh-caps=-sys_time,-sys_boot,-sys_module --bounding-set=-sys_time,-sys_boot,-sys_module \\
  chroot work/root sh -c "$SCRIPT" 2>&3 3>&-
exit $?
`;
mkdirSync(join(folder, 'work'));

function record({ script, stdin }: Question): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn('unshare', ['-muinpf', '--kill-child', 'bash', '-c', FIRST], {
      env: { ...process.env, SCRIPT: script },
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin ?? '');
    const late = setTimeout(() => child.kill('SIGKILL'), LONGEST);
    child.on('close', (code) => {
      clearTimeout(late);
      resolve({ exit: code ?? 124, stdout, stderr });
    });
  });
}

const recordings: object[] = [];
const questions = JSON.parse(readFileSync(questionsFile, 'utf8')) as Question[];
const waiting = [...questions.entries()];
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, question] = next;
      const { id, script, stdin } = question;
      recordings[index] = { id, script, ...(stdin === undefined ? {} : { stdin }), ...(await record(question)) };
    }
  }),
);
rmSync(folder, { recursive: true });
writeFileSync(recordingsFile, `[\n${recordings.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`);
