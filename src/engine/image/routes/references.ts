import { InvalidReference, type Reference } from '../../../oci/reference.ts';

const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/;

/** The repository with another tag. @throws InvalidReference */
export function withTag({ domain, path, digest }: Reference, tag: string): Reference {
  if (!tagPattern.test(tag)) throw new InvalidReference('invalid tag format');
  return { domain, path, tag, ...(digest === undefined ? {} : { digest }) };
}
