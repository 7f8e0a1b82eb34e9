import type { Pod, WriteEntry } from '../src/simulator/index.ts';
import {
  deployment,
  diagnose,
  endpointsAt,
  each,
  GATE_CONTROLLER,
  podsOfDeployment,
  setsGate,
  threeNodes,
  type Run,
  type Test,
} from './kit/index.ts';

const GATE = 'lb.example.com/target';
const edge = deployment('edge');
const pods = podsOfDeployment('edge');

const gatesOf = (
  spec: { readonly readinessGates?: readonly { readonly conditionType: string }[] | undefined } = {},
): string[] => (spec.readinessGates ?? []).map(({ conditionType }) => conditionType);
/** Named twice it is still one condition to wait for. */
const isTheGate = (gates: readonly string[]): boolean => gates.length > 0 && gates.every((gate) => gate === GATE);

/** Pods whose gate somebody else than the load balancer's controller has opened. */
function openedByHand({ cluster }: Run): string | undefined {
  for (const entry of cluster.history.entries) {
    if (entry.type !== 'write' || entry.kind !== 'Pod' || entry.cause.actor === GATE_CONTROLLER) continue;
    const { before, after } = entry as WriteEntry<'Pod'>;
    if (isOpen(after) && !isOpen(before)) return entry.key.split('/')[1];
  }
  return undefined;
}
const isOpen = (pod: Pod | undefined): boolean =>
  pod?.status.conditions?.some(({ type, status }) => type === GATE && status === 'True') ?? false;

/** Facts: {gates}: those of the template. */
const gateKept: Test = ({ history }) => {
  const gates = gatesOf(history.last(edge)?.spec.template.spec);
  const finding = history.atEnd().expect(
    pods,
    each((pod) => isTheGate(gatesOf(pod?.spec))),
  );
  return {
    ...finding,
    holds: finding.holds && isTheGate(gates),
    facts: { ...finding.facts, gates: gates.join(', ') || '–' },
  };
};

/** Facts: {endpoints}: how many the Service had 60 s after the last command; {byHand}: a Pod whose condition was typed. */
const endpoints: Test = (run) => {
  const found = endpointsAt(run.history, 'edge', `${run.handedIn + 60}s`);
  const byHand = openedByHand(run);
  return {
    holds: found.length === 2 && byHand === undefined,
    facts: { ...run.history.atEnd().expect(pods, () => false).facts, endpoints: found.length, byHand: byHand ?? '–' },
    at: run.handedIn + 60,
  };
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), controllers: [setsGate(GATE, '20s')], before: '2m' } },
  after: '65s',
  checks: { 'gate-kept': gateKept, endpoints },
});
