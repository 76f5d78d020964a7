import { expect, test } from 'vitest';
import { explainEndpoint } from '../../../src/view/wire/explain-endpoint.ts';
import { explainHeader } from '../../../src/view/wire/explain-header.ts';
import { voyage } from '../../world/voyage.ts';

test('every request of a learner’s first hour is explained', async () => {
  const { events } = await voyage(
    'docker run -d --name web nginx',
    'docker ps',
    'docker images',
    'docker exec web true',
    'docker logs web',
    'docker inspect web',
    'docker stop -t 1 web',
    'docker rm web',
    'docker history nginx',
    'docker rmi nginx',
    'docker version',
    'docker info',
  );
  const unknown = events.flatMap((event) =>
    event.type === 'http.request' && !explainEndpoint(event.link, event.method, event.url) ? [`${event.method} ${event.url}`] : [],
  );
  expect(unknown).toEqual([]);
});

test('the same header means what its value says', () => {
  expect(explainHeader('X-Registry-Auth', 'e30=')).toContain('nobody is logged in');
  expect(explainHeader('Authorization', 'Bearer x')).toContain('token');
  expect(explainHeader('Content-Type', 'application/vnd.docker.multiplexed-stream')).toContain('eight bytes');
  expect(explainHeader('X-Unheard-Of', '1')).toBeUndefined();
});
