import { describe, expect, it } from 'vitest';
import { portsColumn } from '../../../src/client/container/ports-column.ts';
import { durationString, humanDuration, parseDuration } from '../../../src/client/format/duration.ts';
import { compareNatural } from '../../../src/client/format/natural.ts';
import { quote } from '../../../src/client/format/quote.ts';
import { alignTabs, TABLE } from '../../../src/client/format/tabwriter.ts';
import { ansiTime, rfc3339Nano, timeString } from '../../../src/client/format/time.ts';
import { timestamp } from '../../../src/client/format/timestamp.ts';
import { bytesSize, humanSize, ramInBytes } from '../../../src/client/format/units.ts';
import { ellipsis } from '../../../src/client/format/width.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('sizes', () => {
  it.each([
    [0, '0B'],
    [80, '80B'],
    [999, '999B'],
    [1000, '1kB'],
    [1_983_984, '1.98MB'],
    [11_417_134, '11.4MB'],
    [192_000_000, '192MB'],
    [999_600, '1e+03kB'],
  ])('%d is %s in a table', (bytes, text) => {
    expect(humanSize(bytes, 3)).toBe(text);
  });
  it('have four digits in progress', () => expect(humanSize(1_083_478)).toBe('1.083MB'));
  it('are binary where memory is meant', () => expect(bytesSize(25_276_000_000)).toBe('23.54GiB'));
  it.each([
    ['16m', 16_777_216],
    ['1.5k', 1536],
    ['2GiB', 2_147_483_648],
    ['10', 10],
  ])('%s is read as %d', (text, bytes) => {
    expect(ramInBytes(text)).toBe(bytes);
  });
  it("are refused in go-units' words", () => {
    expect(() => ramInBytes('')).toThrow("invalid size: ''");
    expect(() => ramInBytes('5x')).toThrow("invalid suffix: 'x'");
  });
});

describe('durations', () => {
  it.each([
    [0, 'Less than a second'],
    [SECOND, '1 second'],
    [59 * SECOND, '59 seconds'],
    [MINUTE, 'About a minute'],
    [2 * MINUTE, '2 minutes'],
    [HOUR, 'About an hour'],
    [47 * HOUR, '47 hours'],
    [3 * DAY, '3 days'],
    [20 * DAY, '2 weeks'],
    [90 * DAY, '3 months'],
    [800 * DAY, '2 years'],
  ])('%d ms is %s', (ms, text) => {
    expect(humanDuration(ms)).toBe(text);
  });
  it.each([
    ['1h30m', 5_400_000_000_000],
    ['-1.5s', -1_500_000_000],
    ['250ms', 250_000_000],
    ['0', 0],
  ])('%s is read as %d ns', (text, ns) => {
    expect(parseDuration(text)).toBe(ns);
  });
  it('are shown as Go shows them', () => {
    expect([30e9, 1.5e9, 3600e9, 90e9, 250e6, 0].map(durationString)).toEqual(['30s', '1.5s', '1h0m0s', '1m30s', '250ms', '0s']);
  });
});

describe('times', () => {
  it('of Go, of C, and of events', () => {
    expect(timeString(1_795_526_208)).toBe('2026-11-24 13:16:48 +0000 UTC');
    expect(ansiTime('2026-09-05T11:02:57.000000000+00:00')).toBe('Sat Sep  5 11:02:57 2026');
    expect(rfc3339Nano('1795526208380552798')).toBe('2026-11-24T13:16:48.380552798Z');
  });
  it('are counted back from now, or taken as they are', () => {
    const now = 1_795_526_209_500;
    expect(timestamp('1s', now)).toBe('1795526208');
    expect(timestamp('2026-11-24T13:16:48.5Z', now)).toBe('1795526208.500000000');
    expect(timestamp('1795526208', now)).toBe('1795526208');
    expect(() => timestamp('x', now)).toThrow('failed to parse value as time or duration: "x"');
  });
});

describe('tables', () => {
  it('give a column its widest cell and three blanks, and ten at least', () => {
    expect(alignTabs('ID\tNAME\tX\na-very-long-id\tb\tc\n', TABLE)).toBe('ID               NAME      X\na-very-long-id   b         c\n');
  });
  it('begin anew after a line without cells', () => {
    expect(alignTabs('aaaaaaaaaaaaaaa\tb\nplain\nc\td\n', TABLE)).toBe('aaaaaaaaaaaaaaa   b\nplain\nc         d\n');
  });
  it('count what is wide for two', () => {
    expect(alignTabs('日本語日本語\tx\nab\ty\n', TABLE)).toBe('日本語日本語   x\nab             y\n');
  });
  it('cut what is long', () => {
    expect(ellipsis("sh -c 'echo out; echo err'", 20)).toBe("sh -c 'echo out; ec…");
    expect(ellipsis('short', 20)).toBe('short');
  });
  it('quote commands as Go does', () => expect(quote('a "b"\n\t…\u0001')).toBe('"a \\"b\\"\\n\\t…\\x01"'));
});

describe('ports', () => {
  const tcp = (PrivatePort: number, PublicPort?: number, IP?: string) => ({
    PrivatePort,
    Type: 'tcp',
    ...(PublicPort ? { PublicPort } : {}),
    ...(IP ? { IP } : {}),
  });
  it('that map to themselves are merged into ranges', () => {
    expect(portsColumn([tcp(81, 81, '0.0.0.0'), tcp(80, 80, '0.0.0.0'), tcp(82, 8082, '0.0.0.0'), tcp(80, 80, '::'), tcp(443)])).toBe(
      '0.0.0.0:80-81->80-81/tcp, [::]:80->80/tcp, 443/tcp, 0.0.0.0:8082->82/tcp',
    );
  });
  it('are sorted by number', () =>
    expect(['443/tcp', '80/tcp', '8080/tcp'].toSorted(compareNatural)).toEqual(['80/tcp', '443/tcp', '8080/tcp']));
});
