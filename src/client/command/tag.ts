import { canonicalName, parseReference, type Reference, withDefaultTag } from '../../oci/reference.ts';
import { imagePath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';
import { quote } from '../format/quote.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [];

/** As moby's client checks both names before it sends anything (client/image_tag.go). */
function target(text: string): Reference {
  let reference: Reference;
  try {
    reference = parseReference(text);
  } catch (error) {
    throw new Error(`Error parsing reference: ${quote(text)} is not a valid repository/tag: ${messageOf(error)}`);
  }
  if (reference.digest !== undefined) throw new Error('refusing to create a tag with a digest reference');
  return withDefaultTag(reference);
}

function checkSource(text: string): void {
  if (/^(sha256:)?[a-f0-9]{64}$/.test(text)) return;
  try {
    parseReference(text);
  } catch (error) {
    throw new Error(`Error parsing reference: ${quote(text)} is not a valid repository/tag: ${messageOf(error)}`);
  }
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ args }) => args,
    async request([source = '', name = ''], { api }) {
      checkSource(source);
      const to = target(name);
      return api.post(`${imagePath(source)}/tag`, { query: { repo: canonicalName(to), tag: to.tag ?? '' } });
    },
  });
