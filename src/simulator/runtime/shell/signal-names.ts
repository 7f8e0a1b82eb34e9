import { SIGNALS, type SignalName } from '../process.ts';

/** All of Linux's, by number, as kill -l lists them. */
export const SIGNAL_LIST = [
  '',
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'POLL',
  'PWR',
  'SYS',
];

/** What a shell says of a child that a signal ended. @source glibc strsignal */
export const SIGNAL_TEXT: Readonly<Partial<Record<SignalName, string>>> = {
  SIGHUP: 'Hangup',
  SIGQUIT: 'Quit',
  SIGABRT: 'Aborted',
  SIGKILL: 'Killed',
  SIGUSR1: 'User defined signal 1',
  SIGSEGV: 'Segmentation fault',
  SIGUSR2: 'User defined signal 2',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
};

/** A signal by number or name, with or without SIG, in either case. 0 is a signal that only asks whether the process is there. */
export function parseSignal(
  text: string,
): { readonly number: number; readonly name: SignalName | undefined } | undefined {
  const upper = text.toUpperCase().replace(/^SIG/, '');
  const number = /^\d+$/.test(text) ? Number(text) : upper === 'EXIT' ? 0 : SIGNAL_LIST.indexOf(upper);
  if (number < 0 || number > 64 || (upper === '' && !/^\d+$/.test(text))) return undefined;
  const name = (Object.keys(SIGNALS) as SignalName[]).find((known) => SIGNALS[known] === number);
  return { number, name };
}
