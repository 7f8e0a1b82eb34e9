import type { Program } from './process.ts';

export interface FileNode {
  readonly type: 'file';
  content: string;
  mode: number;
  owner: number;
  modified: number;
  /** What runs when it is executed. */
  program?: Program;
}

export interface DirectoryNode {
  readonly type: 'directory';
  readonly entries: Map<string, Node>;
  mode: number;
  owner: number;
  modified: number;
}

export interface LinkNode {
  readonly type: 'link';
  readonly target: string;
}

export type Node = FileNode | DirectoryNode | LinkNode;

/** A container's view of files: its image's, with volumes mounted over them. The shell's author owns this file's implementation. */
export interface FileSystem {
  /** Follows links; undefined where there is nothing. */
  find(path: string): Node | undefined;
  /** Mounts a directory (a volume) or one file (a subPath) over a path, which is made if it is absent. */
  mount(path: string, node: DirectoryNode | FileNode, options: { readonly readOnly: boolean }): void;
}
