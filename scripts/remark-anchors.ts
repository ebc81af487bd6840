/**
 * A plug-in for `npm run links`: links to `<a id="…">` are valid. GitHub supports these anchors, and
 * remark-validate-links knows only those of headings and of nodes with an `id` in their data.
 */

/** The part of a syntax tree that is used here. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
  data?: { id?: string };
}

export default function anchors(): (tree: Node) => void {
  return setIds;
}

function setIds(node: Node): void {
  const [, id] = /^<a id="([^"]+)">$/.exec(node.value ?? '') ?? [];
  if (node.type === 'html' && id !== undefined) node.data = { id };
  for (const child of node.children ?? []) setIds(child);
}
