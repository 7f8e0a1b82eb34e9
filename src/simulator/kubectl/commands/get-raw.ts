import type { JsonObject } from '../../api/json.ts';
import { NO_SUCH_PATH } from '../../api/create-object.ts';
import { apiVersionOf } from '../../api/resources.ts';
import { goQuote } from '../../go-quote.ts';
import type { CommandContext } from '../command.ts';
import { failure, plainFailure, statusText, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { inGoOrder } from '../printers/go-order.ts';
import { compactJson } from '../printers/json-text.ts';
import { asJson } from '../printers/output.ts';
import { notFound, sortedByKey } from '../resource-arguments.ts';
import { resources } from '../resources.ts';

/**
 * What the API server answers to a path: of its health, and of objects that are read as they are. Discovery, queries and
 * what is below an object are not simulated.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/rawhttp/raw.go, pkg/cmd/get/get.go Validate
 */
export function rawAnswer({ cluster, line, out }: CommandContext, uri: string): Failure | undefined {
  if (line.args.length > 0) return plainFailure('arguments may not be passed when --raw is specified');
  if (isOn(line, 'watch') || isOn(line, 'watch-only') || flagValue(line, 'selector'))
    return plainFailure(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  if (flagValue(line, 'output')) return plainFailure('--raw and --output are mutually exclusive');
  if (!/^(\/|\w+:)/.test(uri))
    return plainFailure(`--raw must be a valid URL path: parse ${goQuote(uri)}: invalid URI for request`);
  if (['/healthz', '/livez', '/readyz'].includes(uri)) {
    out('ok');
    return undefined;
  }
  const said = objectsAt(cluster.store, uri);
  if ('failure' in said) return said;
  out(`${compactJson(said.json, 'as they come')}\n`);
  return undefined;
}

/** The object or the list that a path names. */
function objectsAt(store: CommandContext['cluster']['store'], path: string): { readonly json: JsonObject } | Failure {
  const [, core, group, version, namespace, plural, name] =
    /^\/(?:(api)|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+)(?=\/.))?\/([^/?]+)(?:\/([^/?]+)(?:\/status)?)?$/.exec(
      path,
    ) ?? [];
  if (plural === undefined && /^\/(apis?|metrics|openapi|version|[a-z]+z)?([/?]|$)/.test(path))
    return plainFailure(`"kubectl get --raw ${path}" is not simulated here: paths of objects are, and /healthz`);
  const resource = resources.find(
    (r) => r.plural === plural && r.group === (core ? '' : group) && r.version === version,
  );
  if (!resource || (resource.namespaced ? name !== undefined && !namespace : namespace))
    return failure(statusText(NO_SUCH_PATH));
  if (name === undefined) {
    const objects = sortedByKey(store.list(resource.kind, namespace));
    const items = objects.map((o): JsonObject => ({ ...inGoOrder(asJson(o)), kind: undefined, apiVersion: undefined }));
    const resourceVersion = String(Math.max(0, ...objects.map((o) => Number(o.metadata.resourceVersion))));
    return {
      json: { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata: { resourceVersion }, items },
    };
  }
  const object = store.get(resource.kind, namespace, name);
  return object ? { json: inGoOrder(asJson(object)) } : failure(statusText(notFound(resource, name)));
}
