import { describe, expect, test } from 'vitest';
import {
  canonicalName,
  familiarName,
  familiarString,
  InvalidReference,
  parseReference,
  referenceString,
  withDefaultTag,
} from '../../src/oci/reference.ts';
import recorded from './data/references.json' with { type: 'json' };

/** What `docker pull TEXT` of the real command line asked the engine for, or refused to (Docker 28.5). */
interface Recorded {
  readonly text: string;
  readonly name?: string;
  readonly tag?: string;
  readonly error?: string;
}

describe('a reference, as the real docker reads it', () => {
  for (const { text, name, tag, error } of recorded as Recorded[]) {
    const shown = text.length > 60 ? `${text.slice(0, 40)}… (${text.length})` : text;
    if (error) {
      test(`${JSON.stringify(shown)} is refused`, () => {
        expect(() => parseReference(text)).toThrow(new InvalidReference(error));
      });
    } else {
      test(`${JSON.stringify(shown)} is ${name}`, () => {
        const reference = withDefaultTag(parseReference(text));
        expect(canonicalName(reference)).toBe(name);
        expect(reference.digest ?? reference.tag).toBe(tag);
      });
    }
  }
});

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['nginx', 'nginx', 'nginx:latest', 'docker.io/library/nginx:latest'],
  ['me/app:1', 'me/app', 'me/app:1', 'docker.io/me/app:1'],
  ['localhost:5000/app', 'localhost:5000/app', 'localhost:5000/app:latest', 'localhost:5000/app:latest'],
  [`nginx@${digest}`, 'nginx', `nginx@${digest}`, `docker.io/library/nginx@${digest}`],
  [`nginx:1@${digest}`, 'nginx', `nginx:1@${digest}`, `docker.io/library/nginx:1@${digest}`],
  ['library/a/b', 'library/a/b', 'library/a/b:latest', 'docker.io/library/a/b:latest'],
])('%s is shown to the user as %s', (text, name, familiar, whole) => {
  const reference = parseReference(text);
  expect(familiarName(reference)).toBe(name);
  expect(familiarString(withDefaultTag(reference))).toBe(familiar);
  expect(referenceString(withDefaultTag(reference))).toBe(whole);
});

test('what is left out stays left out until the default is asked for', () => {
  expect(parseReference('nginx')).toEqual({ domain: 'docker.io', path: 'library/nginx' });
});
