import { type Decoder, mapOf, nullable, struct, text, texts, verbatim } from '../api/decode.ts';
import { type ContainerConfig, configFields } from './config.ts';
import { decodeHostConfig, type HostConfig } from './host-config.ts';

/** What a client asks of a network (moby api/types/network, "EndpointSettings"). */
export interface EndpointRequest {
  IPAMConfig: unknown;
  Links: readonly string[] | null;
  Aliases: readonly string[] | null;
  MacAddress: string;
  DriverOpts: unknown;
}

/** The body of `POST /containers/create`: a configuration with two more fields. */
export interface CreateRequest extends ContainerConfig {
  HostConfig: HostConfig;
  NetworkingConfig: { EndpointsConfig: Readonly<Record<string, EndpointRequest>> | null } | null;
}

const endpoint = struct<EndpointRequest>('network.EndpointSettings', {
  IPAMConfig: verbatim,
  Links: texts,
  Aliases: texts,
  MacAddress: text,
  DriverOpts: verbatim,
});

const decodeFields: Decoder<CreateRequest> = struct<CreateRequest>('container.CreateRequest', {
  ...configFields,
  HostConfig: decodeHostConfig,
  NetworkingConfig: nullable(
    struct<{ EndpointsConfig: Readonly<Record<string, EndpointRequest>> | null }>('network.NetworkingConfig', {
      EndpointsConfig: mapOf(endpoint, 'map[string]*network.EndpointSettings'),
    }),
  ),
});

/** `hasConfig` is false when no field of the configuration is there: one that says nothing is none. */
export const decodeCreateRequest: Decoder<{ readonly request: CreateRequest; readonly hasConfig: boolean }> = (value, path) => ({
  request: decodeFields(value, path),
  hasConfig: Object.keys(value as object).some((name) => name in configFields),
});
