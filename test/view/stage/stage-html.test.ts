import { expect, test } from 'vitest';
import { cursorAt } from '../../../src/core/trace/cursor.ts';
import { createTimeline } from '../../../src/core/trace/timeline.ts';
import { emptyWorld } from '../../../src/core/trace/world-state.ts';
import { arrangements } from '../../../src/view/layout/arrangement.ts';
import { stageScene } from '../../../src/view/layout/scene.ts';
import { firstPicture, sceneSvg } from '../../../src/view/stage/stage-html.ts';
import { voyage } from '../../world/voyage.ts';

test('the first picture is a shadow root with its styles and one picture for each shape of the stage', () => {
  const html = firstPicture(Object.values(arrangements).map((arrangement) => stageScene({ world: emptyWorld(), at: 0, arrangement })));
  expect(html).toMatch(/^<template shadowrootmode="open"><style>/);
  expect(html.match(/<svg /g)).toHaveLength(2);
  for (const word of ['client', 'engine', 'registry', 'image cache', 'containers', 'one kernel']) expect(html).toContain(`>${word}<`);
  expect(html).toContain('waits for you');
  expect(html.length).toBeLessThan(30_000);
});

test('a picture is well-formed, whatever names it shows', async () => {
  const timeline = createTimeline(await voyage('docker run --name a.b_c-d hello-world'));
  const cursor = cursorAt(timeline.endsAt);
  const svg = sceneSvg(stageScene({ world: timeline.stateAt(cursor), at: cursor.at, arrangement: arrangements.wide }));
  expect(svg).toContain('>a.b_c-d<');
  const opened = svg.replace(/<[a-z]+ [^<>]*\/>/g, '').match(/<[a-z]+[ >]/g)?.length;
  const closed = svg.match(/<\/[a-z]+>/g)?.length;
  expect(opened).toBe(closed);
  expect(svg.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
});

test('what is written into it cannot become markup', () => {
  const world = {
    ...emptyWorld(),
    containers: new Map([
      [
        'c',
        {
          id: 'c"><script>',
          name: '<b>&"',
          image: 'i',
          imageReference: 'x',
          command: [],
          at: 0,
          state: 'running',
          namespaces: [],
          addresses: [],
          ports: [],
          processes: [],
          copiedUp: [],
        },
      ],
    ]),
  };
  const svg = sceneSvg(stageScene({ world, at: 0, arrangement: arrangements.wide }));
  expect(svg).not.toContain('<script>');
  expect(svg).toContain('&lt;b&gt;&amp;&quot;');
  expect(svg).toContain('data-id="c&quot;&gt;&lt;script&gt;"');
});
