import type { Random } from '../../core/random.ts';

/** What a container may be called (moby daemon/names, "RestrictedNameChars"). */
const pattern = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export const isValidName = (name: string): boolean => pattern.test(name);

const adjectives =
  'amber ample brisk bright calm candid cheerful civil clear cosmic crisp curious daring deft diligent earnest fluent gentle glad golden graceful hardy humble ideal jaunty keen lively lucid mellow merry mindful neat nimble noble patient placid plucky polite prompt quick quiet radiant sage serene steady sturdy sunny tidy vivid witty'.split(
    ' ',
  );
const surnames =
  'abel ampere avogadro bernoulli boole carver cavendish church coulomb dalton doppler eckert erdos faraday fleming floyd foucault fourier gauss germain halley hamming herschel hollerith huygens joule kepler kovalevskaya lamport laplace leibniz linnaeus liskov maxwell mendel mirzakhani neumann ohm pascal planck postel raman riemann sagan shannon somerville turing volta watt zuse'.split(
    ' ',
  );

/** `adjective_surname`; from the second try on with a digit behind it (moby namesgenerator). */
export function randomName(random: Random, attempt: number): string {
  const name = `${random.pick(adjectives)}_${random.pick(surnames)}`;
  return attempt > 0 ? `${name}${random.int(10)}` : name;
}
