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

export const decodeCreateRequest: Decoder<CreateRequest> = struct<CreateRequest>('container.CreateRequest', {
  ...configFields,
  HostConfig: decodeHostConfig,
  NetworkingConfig: nullable(
    struct<{ EndpointsConfig: Readonly<Record<string, EndpointRequest>> | null }>('network.NetworkingConfig', {
      EndpointsConfig: mapOf(endpoint, 'map[string]*network.EndpointSettings'),
    }),
  ),
});
