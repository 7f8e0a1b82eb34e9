import { capabilityText, DEFAULT_CAPABILITIES } from './capabilities.ts';
import { directory, file, link, type FileNode, type Node } from './filesystem.ts';
import type { ListedProcess, Process } from './process.ts';

/** What /proc shows of a path: a process's files and a few of the kernel's; undefined where it shows nothing. @source proc(5) */
export function procFile(process: Process, path: string): Node | undefined {
  const [, , first = '', second, ...more] = path.split('/');
  if (more.length > 0 && more.some((name) => name !== '')) return undefined;
  const pid = first === 'self' ? process.pid : Number(first);
  const listed = process.namespace.list().find((other) => other.pid === pid);
  if (!listed) return second === undefined ? kernelFile(process, first) : undefined;
  return second ? processFile(process, listed, second) : directory([], 0o555);
}

function kernelFile(process: Process, name: string): FileNode | undefined {
  switch (name) {
    case 'uptime': {
      const seconds = (process.clock.now / 1000).toFixed(2);
      return shown(`${seconds} ${seconds}\n`);
    }
    case 'loadavg':
      return shown('0.00 0.00 0.00 1/100 1\n');
    case 'meminfo':
      return shown('MemTotal:        8388608 kB\nMemFree:         6291456 kB\nMemAvailable:    7340032 kB\n');
    case 'version':
      return shown('Linux version 6.1.0\n');
    default:
      return undefined;
  }
}

function processFile(process: Process, listed: ListedProcess, name: string): Node | undefined {
  const command = (listed.argv[0] ?? '').split('/').at(-1) ?? '';
  switch (name) {
    case 'cmdline':
      return shown(listed.argv.map((argument) => `${argument}\0`).join(''));
    case 'comm':
      return shown(`${command.slice(0, 15)}\n`);
    case 'environ':
      return shown(
        listed.pid === process.pid ? [...process.env].map(([key, value]) => `${key}=${value}\0`).join('') : '',
      );
    case 'oom_score_adj':
      return shown(`${listed.oomScoreAdj}\n`);
    case 'status': {
      const { who } = process;
      const held = capabilityText(listed.user === 0 ? (who.capabilities ?? DEFAULT_CAPABILITIES) : 0n);
      const bound = capabilityText(who.capabilities ?? DEFAULT_CAPABILITIES);
      return shown(
        `Name:\t${command.slice(0, 15)}\nState:\tS (sleeping)\nPid:\t${listed.pid}\nPPid:\t${listed.parent}\nUid:\t${listed.user}\t${listed.user}\t${listed.user}\t${listed.user}\nGid:\t${Array(
          4,
        )
          .fill(who.gid ?? 0)
          .join(
            '\t',
          )}\nGroups:\t${(who.groups ?? []).join(' ')} \nVmRSS:\t${Math.ceil(listed.memory / 1024)} kB\nCapInh:\t${capabilityText(0n)}\nCapPrm:\t${held}\nCapEff:\t${held}\nCapBnd:\t${bound}\nCapAmb:\t${capabilityText(0n)}\nNoNewPrivs:\t${who.noNewPrivileges ? 1 : 0}\n`,
      );
    }
    case 'cwd':
      return listed.pid === process.pid ? link(process.cwd) : undefined;
    default:
      return undefined;
  }
}

const shown = (content: string): FileNode => file(content, 0o444);
