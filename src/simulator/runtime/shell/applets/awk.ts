import type { Task } from '../../../task.ts';
import { fail, isBad, openInput, parse, usage, type Applets, type Call } from '../applet.ts';
import { AwkError, AwkExit, AwkFileError } from '../awk/errors.ts';
import { Interpreter } from '../awk/interpreter.ts';
import { parseAwk } from '../awk/parser.ts';
import { AwkSyntaxError, type AwkProgram } from '../awk/syntax.ts';
import { outside } from '../awk/values.ts';

/** awk [-F separator] [-v name=value] [-f file | program] files. @source busybox 1.35 editors/awk.c */
function* awk(call: Call): Task<number> {
  const options = parse(call.args, '+F:v:f:e:W:');
  if (isBad(options)) return yield* usage(call, options);
  let operands = options.rest;
  let source = '';
  for (const path of options.given.get('f') ?? []) {
    const file = openInput(call, path);
    if (typeof file === 'string') return yield* fail(call, `can't open '${path}': ${file}`);
    for (let text = yield* file.read(); text !== ''; text = yield* file.read()) source += text;
    source += '\n';
  }
  if (options.given.has('W')) yield* fail(call, 'warning: option -W is ignored');
  source += (options.given.get('e') ?? []).join('\n');
  if (!options.given.has('f') && !options.given.has('e')) {
    const [program, ...rest] = operands;
    if (program === undefined) return yield* usage(call);
    source = program;
    operands = rest;
  }
  let program: AwkProgram;
  try {
    program = parseAwk(source);
  } catch (error) {
    if (!(error instanceof AwkSyntaxError)) throw error;
    return yield* fail(call, `cmd. line:1: ${error.message}`);
  }
  const interpreter = new Interpreter(call, program);
  const separator = options.given.get('F')?.at(-1);
  if (separator !== undefined)
    interpreter.memory.assign('FS', separator === 't' ? '\t' : separator.replace(/\\t/g, '\t').replace(/\\\\/g, '\\'));
  for (const assignment of options.given.get('v') ?? []) {
    const equals = assignment.indexOf('=');
    if (equals > 0)
      interpreter.memory.assign(
        assignment.slice(0, equals),
        outside(
          assignment
            .slice(equals + 1)
            .replace(/\\n/g, '\n')
            .replace(/\\t/g, '\t'),
        ),
      );
  }
  try {
    return yield* interpreter.run(operands);
  } catch (error) {
    if (error instanceof AwkExit) return interpreter.status;
    if (!(error instanceof AwkError) && !(error instanceof AwkSyntaxError)) throw error;
    return yield* fail(call, `${error instanceof AwkFileError ? '' : 'cmd. line:1: '}${error.message}`);
  }
}

export const programming: Applets = { awk };
