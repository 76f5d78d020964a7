import { describe, expect, it } from 'vitest';
import { createTestEngine } from '../support/engine.ts';

const filter = (filters: object) => `filters=${encodeURIComponent(JSON.stringify(filters))}`;
const actions = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).Action);

describe('the events of the past', () => {
  it('are given between two moments, and the answer ends', async () => {
    const docker = createTestEngine();
    await docker.create('early', ['true']);
    await docker.drive(docker.clock.sleep(10_000.123));
    await docker.create('late', ['true']);
    const { text } = await docker.call('GET /events?since=1795510805&until=1795510811');
    const event = JSON.parse(text);
    expect(event).toEqual({
      status: 'create',
      id: event.id,
      from: 'busybox',
      Type: 'container',
      Action: 'create',
      Actor: { ID: event.id, Attributes: { image: 'busybox', name: 'late' } },
      scope: 'local',
      time: 1_795_510_810,
      timeNano: expect.any(Number),
    });
    expect(text).toContain('"timeNano":1795510810000123000}\n');
  });

  it.each([
    [{ type: ['network'] }, ['connect', 'disconnect']],
    [{ event: ['die', 'start'] }, ['start', 'die']],
    [{ container: ['one'] }, ['create', 'start', 'die']],
    [{ container: ['two'] }, []],
    [{ label: ['a=b'] }, ['create', 'start', 'die']],
    [{ image: ['busybox'], event: ['create'] }, ['create']],
    [{ nosuch: ['x'], event: ['create'] }, ['create']],
  ])('pass the filter %j', async (filters, expected) => {
    const docker = createTestEngine();
    await docker.run('one', ['true'], { Labels: { a: 'b' } });
    expect(actions((await docker.call(`GET /events?since=0&until=1795510801&${filter(filters)}`)).text)).toEqual(expected);
  });

  it.each([
    ['since=abc&until=1', 500, 'strconv.ParseInt: parsing "abc": invalid syntax'],
    ['since=5&until=1', 400, '`since` time (5) cannot be after `until` time (1)'],
    ['filters=zz&until=1', 400, 'invalid filter'],
  ])('%s is refused', async (query, status, message) => {
    const docker = createTestEngine();
    const answer = await docker.call(`GET /events?${query}`);
    expect([answer.status, answer.json.message]).toEqual([status, message]);
  });
});

describe('the events to come', () => {
  it('are given as they happen, until the time is up', async () => {
    const docker = createTestEngine();
    const stream = await docker.send('GET /events?until=1795510802');
    await docker.run('one', ['true']);
    await docker.drive(docker.clock.sleep(5000));
    await docker.create('two', ['true']);
    expect(actions((await docker.read(stream)).text)).toEqual(['create', 'connect', 'start', 'disconnect', 'die']);
  });

  it('end with the reader', async () => {
    const docker = createTestEngine();
    const stream = await docker.send('GET /events');
    expect((await docker.call('GET /info')).json.NEventsListener).toBe(1);
    await docker.drive(stream.body!.cancel());
    expect((await docker.call('GET /info')).json.NEventsListener).toBe(0);
  });
});
