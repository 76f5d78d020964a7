/** The tree of a parsed template. `at` is where a node begins, `text` how Go writes it in errors. */
export type Node = TextNode | ActionNode | BranchNode | TemplateNode | LoopNode;

interface Placed {
  readonly at: number;
  readonly text: string;
}

export interface TextNode extends Placed {
  readonly kind: 'text';
}
export interface ActionNode extends Placed {
  readonly kind: 'action';
  readonly pipe: Pipe;
}
export interface BranchNode extends Placed {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: Pipe;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[] | undefined;
}
export interface TemplateNode extends Placed {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe: Pipe | undefined;
}
export interface LoopNode extends Placed {
  readonly kind: 'break' | 'continue';
}

export interface Pipe extends Placed {
  readonly assign: boolean;
  readonly variables: readonly string[];
  readonly commands: readonly Command[];
}

export interface Command extends Placed {
  readonly words: readonly Word[];
}

export type Word =
  | (Placed & { readonly kind: 'dot' | 'nil' })
  | (Placed & { readonly kind: 'field'; readonly path: readonly string[] })
  | (Placed & { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[] })
  | (Placed & { readonly kind: 'function'; readonly name: string })
  | (Placed & { readonly kind: 'constant'; readonly value: string | number | boolean; readonly type: 'string' | 'number' | 'bool' })
  | (Placed & { readonly kind: 'pipe'; readonly pipe: Pipe })
  | (Placed & { readonly kind: 'chain'; readonly of: Word; readonly path: readonly string[] });

export interface Template {
  /** As errors name it; most have none. */
  readonly name: string;
  readonly source: string;
  readonly nodes: readonly Node[];
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}
