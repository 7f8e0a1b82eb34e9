/** What somebody is told, in Kubernetes' words, and the stable name under which it is explained to learners. */
export interface Problem {
  readonly text: string;
  readonly code?: string | undefined;
}
