// The process and the machine it runs on as host functions (namespace
// norn.prim); what System/getenv, System/getProperty and norn.os are made of.

#include <pwd.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <optional>
#include <string>

#include "base/version.h"
#include "data/map.h"
#include "lib/args.h"

extern char** environ;

namespace norn {
namespace {

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (!value) return {};
  return value;
}

std::string current_directory_text() {
  char path[PATH_MAX];
  return getcwd(path, sizeof path) ? path : ".";
}

std::string host_name_text() {
  char name[HOST_NAME_MAX + 1] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

// $HOME and $USER, as programs expect to be able to change them, before the user database.
std::string home_directory() {
  if (auto home = variable("HOME")) return *home;
  const passwd* user = getpwuid(geteuid());
  return user ? user->pw_dir : "/";
}

std::string user_name() {
  if (auto name = variable("USER")) return *name;
  const passwd* user = getpwuid(geteuid());
  return user ? user->pw_name : std::to_string(geteuid());
}

utsname system_names() {
  utsname names = {};
  uname(&names);
  return names;
}

std::string architecture() {
  const std::string machine = system_names().machine;
  return machine == "x86_64" ? "amd64" : machine;  // as the JVM says it
}

struct Property {
  const char* name;
  std::string (*value)();
};

constexpr Property kProperties[] = {
    {"file.encoding", [] { return std::string("UTF-8"); }},
    {"file.separator", [] { return std::string("/"); }},
    {"java.io.tmpdir", [] { return variable("TMPDIR").value_or("/tmp"); }},
    {"line.separator", [] { return std::string("\n"); }},
    {"norn.version", [] { return std::string(kVersion); }},
    {"os.arch", architecture},
    {"os.name", [] { return std::string(system_names().sysname); }},
    {"os.version", [] { return std::string(system_names().release); }},
    {"path.separator", [] { return std::string(":"); }},
    {"user.dir", current_directory_text},
    {"user.home", home_directory},
    {"user.name", user_name},
};

}  // namespace

NORN_HOST(getenv, "norn.prim/getenv", "([name])", "The value of an environment variable, or nil.") {
  String* name = NORN_TRY(string_arg(call, 0));
  const std::optional<std::string> value = variable(std::string(name->view()));
  return value ? string_value(call, *value) : Value::nil();
}

NORN_HOST(environment, "norn.prim/environment", "([])", "All environment variables: a map from name to value.") {
  std::vector<Value> entries;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    entries.push_back(string_value(call, text.substr(0, equals)));
    entries.push_back(string_value(call, text.substr(equals + 1)));
  }
  return make_map(call.heap, entries);
}

NORN_HOST(
    system_property, "norn.prim/system-property", "([name])",
    "A property that programs ask the JVM for and that has a meaning here, or nil. (system-property \"user.dir\")") {
  String* name = NORN_TRY(string_arg(call, 0));
  for (const Property& property : kProperties)
    if (name->view() == property.name) return string_value(call, property.value());
  return Value::nil();
}

NORN_HOST(system_properties, "norn.prim/system-properties", "([])", "All of them: a map from name to value.") {
  std::vector<Value> entries;
  for (const Property& property : kProperties) {
    entries.push_back(string_value(call, property.name));
    entries.push_back(string_value(call, property.value()));
  }
  return make_map(call.heap, entries);
}

NORN_HOST(current_directory, "norn.prim/current-directory", "([])",
          "The absolute path that relative paths start from.") {
  return string_value(call, current_directory_text());
}

NORN_HOST(host_name, "norn.prim/host-name", "([])", "The name of this machine.") {
  return string_value(call, host_name_text());
}

NORN_HOST(process_id, "norn.prim/process-id", "([])", "The number of this process.") { return Value::fixnum(getpid()); }

NORN_HOST(processor_count, "norn.prim/processor-count", "([])",
          "How many processors this process may use, at least 1.") {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return Value::fixnum(count > 0 ? count : 1);
}

NORN_MODULE(kOsModule, getenv, environment, system_property, system_properties, current_directory, host_name,
            process_id, processor_count);

}  // namespace norn
