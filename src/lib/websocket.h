// WebSockets as resources of the language.
#pragma once

#include <memory>

#include "io/ws_connection.h"
#include "loop/handle_loop.h"
#include "vm/vm.h"

namespace norn {

Value make_websocket(Vm& vm, HandleLoop& loop, std::unique_ptr<Stream> stream, bool is_server, bool compresses,
                     size_t message_bytes);

}  // namespace norn
