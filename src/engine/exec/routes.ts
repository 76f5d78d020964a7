import { respond, respondJson } from '../../core/http.ts';
import { readBody } from '../api/body.ts';
import { ApiError, type Route } from '../api/route.ts';
import { terminalSizeOf } from '../api/terminal-size.ts';
import type { ContainerStore } from '../container/store.ts';
import { decodeExecRequest, execJson } from './exec.ts';
import type { Execs } from './execs.ts';
import { startExec } from './start.ts';

export function execRoutes(store: ContainerStore, execs: Execs): Route[] {
  return [
    {
      method: 'POST',
      path: '/containers/:id{.+}/exec',
      operation: 'ContainerExec',
      async handle({ request, params, span }) {
        const body = await readBody(request, decodeExecRequest, 'ExecOptions');
        if (!body?.Cmd?.length) throw new ApiError(400, 'No exec command specified');
        return respondJson(201, { Id: execs.create(store.get(params.id!), params.id!, body, span).id });
      },
    },
    { method: 'POST', path: '/exec/:id{.+}/start', operation: 'ExecStart', handle: (call) => startExec(call, execs) },
    {
      method: 'POST',
      path: '/exec/:id{.+}/resize',
      operation: 'ExecResize',
      async handle({ params, query }) {
        const size = terminalSizeOf(query);
        const exec = execs.get(params.id!);
        const state = exec.actor.getSnapshot().value;
        if (state === 'exited') throw new ApiError(404, `NotFound: process does not exist ${exec.id}: not found`);
        if (state === 'failed') throw new ApiError(400, 'exec process is not started');
        // Before it runs, the size is what it starts with.
        if (exec.process) exec.process.resize(size);
        else exec.state.size = size;
        return respond(200);
      },
    },
    {
      method: 'GET',
      path: '/exec/:id{.+}/json',
      operation: 'ExecInspect',
      handle: async ({ params }) => respondJson(200, execJson(execs.get(params.id!))),
    },
  ];
}
