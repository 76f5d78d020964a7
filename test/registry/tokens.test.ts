import { describe, expect, test } from 'vitest';
import { errorsOf, REALM, readJson, SERVICE, startRegistry } from './conversation.ts';

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const challenge = (rest = '') => `Bearer realm="${REALM}",service="${SERVICE}"${rest}`;

describe('who comes without a token', () => {
  test('is told where to get one', async () => {
    const { send } = startRegistry();
    const response = await send('GET', '/v2/');
    expect(response.status).toBe(401);
    expect(response.headers.get('Www-Authenticate')).toBe(challenge());
    expect(response.headers.get('Docker-Distribution-Api-Version')).toBe('registry/2.0');
    expect(await errorsOf(response)).toEqual([{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }]);
  });

  test('is told for what, when it is about a repository', async () => {
    const { send } = startRegistry();
    const response = await send('GET', '/v2/library/nginx/manifests/latest');
    expect(response.status).toBe(401);
    expect(response.headers.get('Www-Authenticate')).toBe(challenge(',scope="repository:library/nginx:pull"'));
    expect(await errorsOf(response)).toEqual([
      {
        code: 'UNAUTHORIZED',
        message: 'authentication required',
        detail: [{ Type: 'repository', Class: '', Name: 'library/nginx', Action: 'pull' }],
      },
    ]);
  });

  test.each([
    ['PUT', '/v2/library/nginx/manifests/1', 'repository:library/nginx:pull,push'],
    ['DELETE', '/v2/library/nginx/manifests/1', 'repository:library/nginx:delete'],
    ['GET', '/v2/_catalog', 'registry:catalog:*'],
  ])('to %s %s needs %s', async (method, path, scope) => {
    const { send } = startRegistry();
    expect((await send(method, path)).headers.get('Www-Authenticate')).toBe(challenge(`,scope="${scope}"`));
  });
});

describe('the token service', () => {
  test('gives a token that holds for five minutes, for what may be pulled', async () => {
    const { send } = startRegistry();
    const response = await send('GET', `${REALM}?service=${SERVICE}&scope=repository:library/nginx:pull`);
    const answer = (await readJson(response)) as Record<string, unknown>;
    expect(answer).toMatchObject({ expires_in: 300, issued_at: '2026-01-01T00:00:00Z' });
    expect(answer.access_token).toBe(answer.token);
    const payload = JSON.parse(atob((answer.token as string).split('.')[1]!));
    expect(payload).toMatchObject({
      access: [{ type: 'repository', name: 'library/nginx', actions: ['pull'] }],
      aud: SERVICE,
      iss: 'auth.docker.io',
      exp: Date.UTC(2026, 0, 1) / 1000 + 300,
    });
  });

  test('gives each token its own number', async () => {
    const { tokenFor } = startRegistry();
    expect(await tokenFor('repository:library/nginx:pull')).not.toBe(await tokenFor('repository:library/nginx:pull'));
  });

  test('does not say whether a repository is missing or private: the token just does not open it', async () => {
    const { send, tokenFor } = startRegistry();
    const response = await send('HEAD', '/v2/library/nosuch/manifests/latest', bearer(await tokenFor('repository:library/nosuch:pull')));
    expect(response.status).toBe(401);
    expect(response.headers.get('Www-Authenticate')).toBe(challenge(',scope="repository:library/nosuch:pull",error="insufficient_scope"'));
  });

  test('lets nobody push', async () => {
    const { send, tokenFor } = startRegistry();
    const token = await tokenFor('repository:library/nginx:pull,push');
    expect((await send('GET', '/v2/library/nginx/tags/list', bearer(token))).status).toBe(200);
    const response = await send('PUT', '/v2/library/nginx/manifests/mine', bearer(token));
    expect([response.status, response.headers.get('Www-Authenticate')]).toEqual([
      401,
      challenge(',scope="repository:library/nginx:pull,push",error="insufficient_scope"'),
    ]);
  });

  test('knows no passwords', async () => {
    const { send } = startRegistry();
    const response = await send('GET', `${REALM}?service=${SERVICE}`, { Authorization: `Basic ${btoa('me:secret')}` });
    expect([response.status, await readJson(response)]).toEqual([401, { details: 'incorrect username or password' }]);
  });

  test('takes GET alone', async () => {
    const { send } = startRegistry();
    const response = await send('POST', REALM);
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET']);
  });
});

describe('a token', () => {
  test('opens the door', async () => {
    const { send, tokenFor } = startRegistry();
    const response = await send('GET', '/v2/', bearer(await tokenFor()));
    expect([response.status, await readJson(response)]).toEqual([200, {}]);
  });

  test('opens no other repository', async () => {
    const { send, tokenFor } = startRegistry();
    const response = await send('GET', '/v2/library/redis/tags/list', bearer(await tokenFor('repository:library/nginx:pull')));
    expect(response.headers.get('Www-Authenticate')).toContain('error="insufficient_scope"');
  });

  test.each([
    ['no token at all', () => 'nonsense'],
    ['changed by someone', (token: string) => token.replace(/\.[^.]+\./, `.${btoa('{}')}.`)],
    ['signed with another key', () => 'e30.e30.e30'],
  ])('is refused when it is %s', async (_, change) => {
    const { send, tokenFor } = startRegistry();
    const response = await send('GET', '/v2/', bearer(change(await tokenFor())));
    expect([response.status, response.headers.get('Www-Authenticate')]).toEqual([401, challenge(',error="invalid_token"')]);
  });

  test('is refused when its time is over', async () => {
    const { clock, send, tokenFor } = startRegistry();
    const token = await tokenFor();
    clock.advanceTo(clock.now() + 299_000);
    expect((await send('GET', '/v2/', bearer(token))).status).toBe(200);
    clock.advanceTo(clock.now() + 2000);
    expect((await send('GET', '/v2/', bearer(token))).headers.get('Www-Authenticate')).toBe(challenge(',error="invalid_token"'));
  });

  test('of another registry is refused', async () => {
    const other = startRegistry({ random: (await import('../../src/core/random.ts')).createRandom(2) });
    const { send } = startRegistry();
    expect((await send('GET', '/v2/', bearer(await other.tokenFor()))).status).toBe(401);
  });
});

test('an open registry asks for nothing, and says what is unknown', async () => {
  const { send } = startRegistry({ access: 'open' });
  expect((await send('GET', '/v2/')).status).toBe(200);
  const response = await send('GET', '/v2/library/nosuch/manifests/latest');
  expect([response.status, await errorsOf(response)]).toEqual([
    404,
    [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown', detail: { Tag: 'latest' } }],
  ]);
});

test('each decision is in the trace', async () => {
  const { trace, send, get } = startRegistry();
  await send('GET', '/v2/');
  await get('/v2/library/alpine/tags/list');
  await get('/v2/library/nosuch/tags/list');
  const states = trace.events.flatMap((event) => (event.type === 'state' ? [`${event.machine} ${event.from}→${event.to}`] : []));
  expect(states.filter((state) => /ed$/.test(state))).toEqual([
    'registry-session challenging→challenged',
    'registry-session granting→granted',
    'registry-session serving→served',
    'registry-session granting→granted',
    'registry-session denying→denied',
  ]);
});
