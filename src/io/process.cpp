#include "io/process.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "io/descriptor.h"
#include "io/system_call.h"

namespace norn {

namespace {

struct Pipe {
  Descriptor ours, theirs;
};

// Pipes and no sockets: programs may open /dev/stdin.
std::expected<Pipe, int> make_pipe(bool child_reads) {
  int ends[2];
  if (uninterrupted([&] { return pipe2(ends, O_CLOEXEC); }) < 0) return std::unexpected(-errno);
  Descriptor read_end(ends[0]), write_end(ends[1]);
  if (child_reads) return Pipe{std::move(write_end), std::move(read_end)};
  return Pipe{std::move(read_end), std::move(write_end)};
}

}  // namespace

std::expected<StartedChild, int> start_child(HandleLoop& loop, ChildOptions options, const ChildStream (&streams)[3],
                                             ChildEvents& owner) {
  StartedChild started;
  Descriptor theirs[3];  // closed here once the child has them
  for (int i = 0; i < 3; ++i) {
    switch (streams[i].type) {
      case ChildStream::Type::nothing: break;
      case ChildStream::Type::inherited: options.descriptors[i] = i; break;
      case ChildStream::Type::descriptor: options.descriptors[i] = streams[i].descriptor; break;
      case ChildStream::Type::output: options.descriptors[i] = options.descriptors[1]; break;
      case ChildStream::Type::pipe: {
        auto pipe = make_pipe(i == 0);
        if (!pipe) return std::unexpected(pipe.error());
        OpenedStream handle = StreamHandle::open(loop, pipe->ours.number());
        if (!handle) return std::unexpected(handle.error());
        pipe->ours.release();
        started.streams[i] = std::make_unique<HandleStream>(std::move(*handle));
        theirs[i] = std::move(pipe->theirs);
        options.descriptors[i] = theirs[i].number();
      }
    }
  }
  auto process = ChildProcess::start(loop, options, owner);
  if (!process) return std::unexpected(process.error());
  started.process = std::move(*process);
  return started;
}

}  // namespace norn
