/**
 * What a command's usage has between its name and "[options]"; commands that are not here take flags alone.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd (each command's Use)
 */
const USAGES = `
annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]
apply (-f FILENAME | -k DIRECTORY)
apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)
api-versions
attach (POD | TYPE/NAME) -c CONTAINER
auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]
auth whoami
autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]
config get-contexts [(-o|--output=)name)]
config set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]
config use-context CONTEXT_NAME
cordon NODE
cp <file-spec-src> <file-spec-dest>
create -f FILENAME
create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]
create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]
create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]
create cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]
create deployment NAME --image=image -- [COMMAND] [args...]
create ingress NAME --rule=host/path=service:port[,tls[=secret]]${' '}
create job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]
create namespace NAME [--dry-run=server|client|none]
create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]
create priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]
create quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]
create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]
create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]
create secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]
create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]
create secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]
create service clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]
create service externalname NAME --external-name external.name [--dry-run=server|client|none]
create service loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none]
create service nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none]
create serviceaccount NAME [--dry-run=server|client|none]
create token SERVICE_ACCOUNT_NAME
debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]
delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])
describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)
diff -f FILENAME
drain NODE
edit (RESOURCE/NAME | -f FILENAME)
events [(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]
exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]
explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]
expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]
get [(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]
label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]
logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]
patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]
replace -f FILENAME
rollout history (TYPE NAME | TYPE/NAME) [flags]
rollout pause RESOURCE
rollout restart RESOURCE
rollout resume RESOURCE
rollout status (TYPE NAME | TYPE/NAME) [flags]
rollout undo (TYPE NAME | TYPE/NAME) [flags]
run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]
scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)
set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N
set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N
set resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]
set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]
set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT
set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]
taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N
top node [NAME | -l label]
top pod [NAME | -l label]
uncordon NODE
wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]
`.split('\n');

/**
 * A command's usage as it is told: its words, what it takes, and "[options]".
 * @example usageOf('cordon') → "kubectl cordon NODE [options]"
 */
export function usageOf(path: string): string {
  // What a command takes is in capitals, brackets or dashes; what is below it in small letters.
  const own = USAGES.find(
    (usage) => usage === path || (usage.startsWith(`${path} `) && !/^[a-z]/.test(usage.slice(path.length + 1))),
  );
  return `kubectl ${own ?? `${path} [flags]`} [options]`;
}
