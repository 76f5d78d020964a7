import { VirtualClock } from '../../core/clock.ts';
import { messageChannelTurn, runFast } from '../../core/drivers.ts';
import { readBytes, readText, respond, respondJson, wireRequest } from '../../core/http.ts';
import { createLink } from '../../core/link.ts';
import { causedBy, causeOf } from '../../core/trace/cause.ts';
import type { Trace } from '../../core/trace/events.ts';
import { TraceLog } from '../../core/trace/log.ts';

const sha = (n: number) => `sha256:${String(n).repeat(64).slice(0, 64)}`;

/** Stands in until the world is there. */
export async function standIn(): Promise<Trace> {
  const clock = new VirtualClock();
  const trace = new TraceLog({ clock, seed: 7, startedAt: '2026-01-01T00:00:00.000Z' });
  const emit = trace.emit.bind(trace);
  const layer = new Uint8Array(40000).fill(7);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { digest: sha(2), size: 581 },
    layers: [{ digest: sha(3), size: layer.length }],
  });
  const registry = createLink(
    async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/v2/')
        return respondJson(
          401,
          { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] },
          {
            'Www-Authenticate': 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
            'Docker-Distribution-Api-Version': 'registry/2.0',
          },
        );
      if (pathname === '/token') return respondJson(200, { token: 'eyJhbGciOiJub25lIn0.e30.x', expires_in: 300 });
      if (pathname.includes('/manifests/'))
        return respond(200, manifest, { 'Content-Type': 'application/vnd.oci.image.manifest.v1+json', 'Docker-Content-Digest': sha(1) });
      if (pathname.endsWith(sha(2)))
        return respond(200, '{"architecture":"amd64","os":"linux"}', { 'Content-Type': 'application/octet-stream' });
      return respond(200, layer, { 'Content-Type': 'application/octet-stream' });
    },
    { name: 'engine-registry', clock, trace, latencyMs: 40, bytesPerMs: 1250 },
  );
  const stored = { yes: false };
  const engine = createLink(
    async (request) => {
      const { pathname } = new URL(request.url);
      const span = causeOf(request);
      if (pathname === '/_ping')
        return respond(200, 'OK', { 'Api-Version': '1.51', 'Content-Type': 'text/plain', Server: 'Docker/28.5.2 (linux)' });
      if (pathname.endsWith('/images/create')) {
        emit({ type: 'cache.miss', actor: 'engine', reference: 'hello-world:latest', ...(span ? { span } : {}) });
        const get = (path: string, method = 'GET', host = 'registry-1.docker.io') =>
          registry(
            causedBy(
              wireRequest(`https://${host}${path}`, {
                method,
                headers: { 'User-Agent': 'docker/28.5.2', Authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.x' },
              }),
              span,
            ),
          ).then(readBytes);
        await get('/v2/');
        await get('/token?service=registry.docker.io&scope=repository%3Alibrary%2Fhello-world%3Apull', 'GET', 'auth.docker.io');
        await get('/v2/library/hello-world/manifests/latest', 'HEAD');
        await get(`/v2/library/hello-world/manifests/${sha(1)}`);
        emit({
          type: 'image.resolved',
          actor: 'engine',
          reference: 'hello-world:latest',
          manifest: sha(1),
          config: sha(2),
          layers: [{ digest: sha(3), size: layer.length }],
          ...(span ? { span } : {}),
        });
        await Promise.all([get(`/v2/library/hello-world/blobs/${sha(2)}`), get(`/v2/library/hello-world/blobs/${sha(3)}`)]);
        emit({
          type: 'layer.download',
          actor: 'engine',
          digest: sha(3),
          current: layer.length,
          total: layer.length,
          ...(span ? { span } : {}),
        });
        emit({ type: 'layer.verified', actor: 'engine', digest: sha(3) });
        await clock.sleep(20);
        emit({ type: 'layer.registered', actor: 'engine', digest: sha(3), diffId: sha(4), chainId: sha(4), size: 9000 });
        emit({
          type: 'image.stored',
          actor: 'engine',
          image: sha(2),
          layers: [{ digest: sha(3), diffId: sha(4), size: 9000 }],
          size: 9000,
        });
        emit({ type: 'image.tagged', actor: 'engine', image: sha(2), reference: 'hello-world:latest' });
        stored.yes = true;
        return respond(
          200,
          '{"status":"Pulling from library/hello-world","id":"latest"}\r\n{"status":"Download complete","progressDetail":{},"id":"333333333333"}\r\n{"status":"Status: Downloaded newer image for hello-world:latest"}\r\n',
          { 'Content-Type': 'application/json' },
        );
      }
      if (pathname.endsWith('/containers/create'))
        return stored.yes
          ? respondJson(201, { Id: 'a'.repeat(64), Warnings: [] })
          : respondJson(404, { message: 'No such image: hello-world:latest' });
      return respond(204);
    },
    { name: 'client-engine', clock, trace, latencyMs: 1 },
  );
  const span = trace.span('c');
  const say = (text: string, stream: 'stdout' | 'stderr' = 'stdout') =>
    emit({ type: 'terminal.output', actor: 'client', span, stream, text });
  const call = (method: string, path: string, body?: string) =>
    engine(
      causedBy(
        wireRequest(`http://api.moby.localhost${path}`, {
          method,
          headers: {
            Host: 'api.moby.localhost',
            'User-Agent': 'Docker-Client/28.5.2 (linux)',
            ...(body ? { 'Content-Type': 'application/json' } : {}),
          },
          ...(body ? { body } : {}),
        }),
        span,
      ),
    ).then(async (response) => ({ status: response.status, text: await readText(response) }));
  await runFast(
    clock,
    (async () => {
      emit({ type: 'command.start', actor: 'client', span, line: 'docker run hello-world' });
      await call('HEAD', '/_ping');
      await call('POST', '/v1.51/containers/create', '{"Image":"hello-world"}');
      say("Unable to find image 'hello-world:latest' locally\n", 'stderr');
      await call('POST', '/v1.51/images/create?fromImage=docker.io%2Flibrary%2Fhello-world&tag=latest');
      say(
        'latest: Pulling from library/hello-world\n333333333333: Pull complete \nDigest: sha256:1111\nStatus: Downloaded newer image for hello-world:latest\n',
        'stderr',
      );
      await call('POST', '/v1.51/containers/create', '{"Image":"hello-world"}');
      emit({
        type: 'container.created',
        actor: 'engine',
        container: 'a'.repeat(64),
        name: 'bold_curie',
        image: sha(2),
        imageReference: 'hello-world',
        command: ['/hello'],
      });
      await call('POST', `/v1.51/containers/${'a'.repeat(64)}/start`);
      await clock.sleep(50);
      say('\nHello from Docker!\n');
      emit({ type: 'command.end', actor: 'client', span, exitCode: 0 });
    })(),
    messageChannelTurn(),
  );
  return trace.toTrace();
}
