/** A number or a fact behind a filter's refusal, as a table shows it. */
export type Detail =
  /** CPU in thousandths of a core, memory and storage in bytes, Pods and all else in whole units. */
  | {
      readonly type: 'resource';
      readonly resource: string;
      readonly asked: number;
      /** By the pods that are on the node. */
      readonly used: number;
      readonly allocatable: number;
    }
  | {
      readonly type: 'taint';
      readonly key: string;
      readonly value: string | undefined;
      readonly effect: string;
    }
  | {
      readonly type: 'spread';
      readonly topologyKey: string;
      /** The node's value of the key; undefined where it has none. */
      readonly domain: string | undefined;
      /** Matching pods in the domain, the pod itself included where it matches. */
      readonly matching: number;
      /** In the emptiest domain. */
      readonly least: number;
      readonly maxSkew: number;
    }
  | {
      readonly type: 'pod-affinity';
      /** Whose rule: the pod's, or that of pods that run already. */
      readonly rule: 'affinity' | 'anti-affinity' | 'anti-affinity of others';
      readonly topologyKey: string;
      readonly domain: string | undefined;
      /** Pods in the domain that match. */
      readonly matching: number;
    };
