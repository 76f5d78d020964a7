import { ApiError } from '../api/route.ts';
import type { LogConfig } from './host-config.ts';

/** Options of the json-file driver (moby daemon/logger/jsonfilelog, "ValidateLogOpt"). */
const jsonFileOptions = new Set([
  'max-file',
  'max-size',
  'compress',
  'labels',
  'labels-regex',
  'env',
  'env-regex',
  'tag',
  'mode',
  'max-buffer-size',
]);

const drivers = new Set(['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'none', 'splunk', 'syslog']);

/** @throws ApiError (moby daemon/logs.go, "verifyLogConfig") */
export function validateLogConfig({ Type, Config }: LogConfig): void {
  if (!drivers.has(Type)) {
    throw new ApiError(400, `error looking up logging plugin ${Type}: plugin "${Type}" not found`);
  }
  if (Type !== 'json-file') return;
  const unknown = Object.keys(Config ?? {}).find((option) => !jsonFileOptions.has(option));
  if (unknown !== undefined) throw new ApiError(400, `unknown log opt '${unknown}' for json-file log driver`);
}
