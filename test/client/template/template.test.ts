import { describe, expect, it } from 'vitest';
import { CONTAINER_HEADER, containerRow, type ListedContainer } from '../../../src/client/container/row.ts';
import { listing } from '../../../src/client/format/table.ts';
import { json, run } from '../fake-host.ts';

/** The container that the real client was asked about when these answers were recorded. */
const web: ListedContainer = {
  Id: '4f0c7bd2b0e1aa11bb22cc33dd44ee55ff66aa77bb88cc99dd00ee11ff22aa33',
  Names: ['/web'],
  Image: 'busybox',
  ImageID: 'sha256:949e8c12cb548aeb57ba6ce3c60f2ba8da1c7a66ac5b5d84505e030396ba09f8',
  Command: 'sleep 1000',
  Created: 1_795_500_000,
  State: 'running',
  Status: 'Up 2 seconds (health: starting)',
  Labels: { tier: 'web', 'a.b': 'c' },
  Ports: [
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8081, Type: 'tcp' },
    { IP: '::', PrivatePort: 80, PublicPort: 8081, Type: 'tcp' },
    { IP: '127.0.0.1', PrivatePort: 9000, PublicPort: 9000, Type: 'tcp' },
    { IP: '127.0.0.1', PrivatePort: 9001, PublicPort: 9001, Type: 'tcp' },
    { IP: '127.0.0.1', PrivatePort: 9002, PublicPort: 9002, Type: 'tcp' },
    { PrivatePort: 99, Type: 'tcp' },
  ],
  Mounts: [{ Source: '/tmp' }],
  NetworkSettings: { Networks: { bridge: {} } },
};

const show = (format: string) =>
  listing({ format, header: CONTAINER_HEADER, rows: [containerRow(web, { truncate: true, nowMs: 1_795_500_002_000 })] });

describe('Go templates, with what the real client made of them', () => {
  it.each([
    ['{{.ID | len}} {{.Names | upper}} {{printf "%q %5s|%-8s|" .Names .State .Image}}', '12 WEB "web" running|busybox |'],
    [
      '{{if eq .State "running"}}yes{{else}}no{{end}} {{with .Names}}{{.}}{{end}} {{and .ID .Names}} {{or "" .Names}} {{not .ID}}',
      'yes web web web false',
    ],
    ['{{range $i, $e := split "a, b" ", "}}{{$i}}={{$e}};{{end}}', '0=a;1=b;'],
    ['{{join (split .Ports ", ") "|"}}', '99/tcp|127.0.0.1:9000-9002->9000-9002/tcp|0.0.0.0:8081->80/tcp|[::]:8081->80/tcp'],
    ['{{title .State}} {{truncate .Image 3}} {{pad .Names 2 3}}|', 'Running bus   web   |'],
    ['{{print 1 2 "a" "b" 3}}|{{println 1 2}}{{1.5}} {{true}} {{0x10}} {{1e3}} {{len "abc"}}', '1 2ab3|1 2\n1.5 true 16 1000 3'],
    ['{{printf "%d %x %X %o %b %c %t %v %T %T" 255 255 255 8 5 65 true .Names .Names 3}}', '255 ff FF 10 101 A true web string int'],
    [
      '{{printf "%d" .Names}} {{printf "%s" 3}} {{printf "%z" 1}} {{printf "%d"}} {{printf "a" 1}}',
      '%!d(string=web) %!s(int=3) %!z(int=1) %!d(MISSING) a%!(EXTRA int=1)',
    ],
    ['{{printf "%5.2f|%-6d|%06d|%+d" 3.14159 42 42 42}}', ' 3.14|42    |000042|+42'],
    ['{{/* comment */}}{{- .Names -}}   x {{- " y" }}', 'webx y'],
    ['{{$x := .Names}}{{$x}} {{$x = "z"}}{{$x}}', 'web z'],
    ['{{html "<a>&"}} {{js "it\'s"}} {{urlquery "a b&c"}}', "&lt;a&gt;&amp; it\\'s a+b%26c"],
    ['{{define "t"}}[{{.}}]{{end}}{{template "t" .Names}}', '[web]'],
    ['{{.Names}}\\t{{.State}}', 'web\trunning'],
    ['{{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 2 2}} {{ne 1 2}} {{eq 1 2 3 1}}', 'true true false true true true'],
    ['{{slice "hello" 1 3}} {{index (split "a,b" ",") 1}}', 'el b'],
    ["{{'a'}} {{`raw`}}", '97 raw'],
    ['{{"a"|upper|lower}} {{.Label "tier"}}|{{.Label "none"}}', 'a web|'],
    ['{{.ID |}}', '4f0c7bd2b0e1'],
    ['{{json .Labels}} {{json .Names}}', '"a.b=c,tier=web" "web"'],
    ['{{if and (eq .State "running") .ID}}up{{else if eq .State "x"}}b{{else}}c{{end}}', 'up'],
  ])('%s', (format, expected) => {
    expect(show(format)).toBe(`${expected}\n`);
  });

  it('shows an object as JSON by the names of its fields, as Go escapes it', () => {
    const line = show('json');
    expect(Object.keys(JSON.parse(line))).toEqual(
      'Command CreatedAt ID Image Labels LocalVolumes Mounts Names Networks Platform Ports RunningFor Size State Status'.split(' '),
    );
    expect(line).toContain('"Command":"\\"sleep 1000\\""');
    expect(line).toContain('0.0.0.0:8081-\\u003e80/tcp');
  });

  it.each([
    ['table {{.Names}}\\t{{.State}}', 'NAMES     STATE\nweb       running\n'],
    ['table {{.Names}} {{.State}}', 'NAMES STATE\nweb running\n'],
    ['table {{.Names}}\\t{{.Label "tier"}}\\t{{upper .State}}', 'NAMES     tier      STATE\nweb       web       RUNNING\n'],
    ['table {{truncate .Image 3}}\\t{{.Label "a.b-c_d"}}', 'IMAGE     b c d\nbus       \n'],
  ])('%s', (format, expected) => {
    expect(show(format)).toBe(expected);
  });
});

describe('templates that are wrong', () => {
  const complaint = (text: string) => `failed to ${/executing/.test(text) ? 'execute' : 'parse'} template: template: ${text}\n`;
  it.each([
    ['{{.ID', ':1: unclosed action'],
    ['{{.ID}', `:1: bad character U+007D '}'`],
    ['{{nosuch .ID}}', ':1: function "nosuch" not defined'],
    ['{{if .ID}}x', ':1: unexpected EOF'],
    ['{{end}}', ':1: unexpected {{end}}'],
    ['{{else}}', ':1: unexpected {{else}}'],
    ['{{ "abc }}', ':1: unterminated quoted string'],
    ['{{ }}', ':1: missing value for command'],
    ['{{$x}}', ':1: undefined variable "$x"'],
    ['{{break}}', ':1: {{break}} outside {{range}}'],
    ['{{ .ID ! }}', ':1: unexpected "!" in operand'],
    ['{{.Foo}}', ':1:2: executing "" at <.Foo>: can\'t evaluate field Foo in type *formatter.ContainerContext'],
    ['{{.ID.Foo}}', ':1:5: executing "" at <.ID.Foo>: can\'t evaluate field Foo in type string'],
    ['{{1 2}}', ':1:2: executing "" at <1>: can\'t give argument to non-function 1'],
    ['{{eq .ID 1}}', ':1:2: executing "" at <eq .ID 1>: error calling eq: incompatible types for comparison: string and int'],
    ['{{len 3}}', ':1:2: executing "" at <len 3>: error calling len: len of type int'],
    ['{{index .Names 99}}', ':1:2: executing "" at <index .Names 99>: error calling index: index out of range: 99'],
    ['{{.Label}}', ':1:2: executing "" at <.Label>: wrong number of args for Label: want 1 got 0'],
    ['{{upper 1}}', ':1:8: executing "" at <1>: expected string; found 1'],
    ['{{upper .ID .ID}}', ':1:2: executing "" at <upper>: wrong number of args for upper: want 1 got 2'],
    ['{{nil}}', ':1:2: executing "" at <nil>: nil is not a command'],
    ['{{template "x"}}', ':1:11: executing "" at <{{template "x"}}>: template "x" not defined'],
    ['a\n{{range .ID}}{{end}}', `:2:8: executing "" at <.ID>: range can't iterate over `],
  ])('%s', async (format, text) => {
    const ran = await run(['ps', '--format', format], { engine: { 'GET /containers/json': json([web]) } });
    expect(ran).toMatchObject({ stderr: complaint(text), status: 1, asked: [] });
  });
});
