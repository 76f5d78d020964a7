import { readJson } from '../../core/http.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf } from '../cli/status-error.ts';

/** Exit status when waiting itself failed (docker/cli container/utils.go). */
const UNKNOWN = 125;

/** Begins to wait for a container's end, and gives a promise of its exit status once the engine has taken note. */
export async function waitForExit({ api, host }: Invocation, container: string, removed: boolean): Promise<{ status: Promise<number> }> {
  const complain = (text: string) => {
    host.stderr.write(`level=error msg=${JSON.stringify(text)}\n`);
    return UNKNOWN;
  };
  try {
    const response = await api.post(`/containers/${container}/wait`, { query: { condition: removed ? 'removed' : 'next-exit' } });
    const status = readJson(response).then(
      (answer) => {
        const { Error: failure, StatusCode } = answer as { Error?: { Message?: string } | null; StatusCode: number };
        return failure ? complain(`Error waiting for container: ${failure.Message ?? ''}`) : StatusCode;
      },
      (error: unknown) => complain(`error waiting for container: ${messageOf(error)}`),
    );
    return { status };
  } catch (error) {
    return { status: Promise.resolve(complain(`error waiting for container: ${messageOf(error)}`)) };
  }
}
