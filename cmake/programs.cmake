# norn-boot, core.image, norn, norn-unit and the fuzz targets. Each appears as soon as its main file exists.
set(stage0_main ${CMAKE_SOURCE_DIR}/src/runtime/stage0_main.cpp)
set(app_main ${CMAKE_SOURCE_DIR}/src/app/main.cpp)
set(image ${CMAKE_BINARY_DIR}/core.image)
set(image_object)

if(EXISTS ${stage0_main})
  add_executable(norn-boot ${stage0_main})
  target_include_directories(norn-boot PRIVATE src include)
  target_compile_options(norn-boot PRIVATE ${norn_no_exceptions})
  target_link_libraries(norn-boot PRIVATE ${norn_layer_libraries} ${norn_system_libraries})

  file(GLOB_RECURSE clj_sources CONFIGURE_DEPENDS clj/*.clj clj/*.cljc)
  add_custom_command(
    OUTPUT ${image}
    COMMAND $<TARGET_FILE:norn-boot> --clj ${CMAKE_SOURCE_DIR}/clj --out ${image}
    DEPENDS norn-boot ${clj_sources}
    COMMENT "Compiling clj/ to core.image")

  # The image is linked in page-aligned, so that the runtime can also map it privately from the file.
  file(CONFIGURE OUTPUT core_image.S @ONLY CONTENT [[
    .section .norn_image, "a", @progbits
    .balign 4096
    .globl norn_core_image
norn_core_image:
    .incbin "@image@"
    .globl norn_core_image_end
norn_core_image_end:
    .byte 0
    .balign 4096
    .section .note.GNU-stack, "", @progbits
]])
  set(image_object ${CMAKE_BINARY_DIR}/core_image.S)
  set_source_files_properties(${image_object} PROPERTIES OBJECT_DEPENDS ${image})
endif()

if(image_object AND EXISTS ${app_main})
  add_executable(norn ${app_main} ${image_object})
  target_include_directories(norn PRIVATE src include)
  if(TARGET norn_app)
    target_link_libraries(norn PRIVATE norn_app)
  endif()
  target_link_libraries(norn PRIVATE ${norn_layer_libraries} ${norn_system_libraries})
endif()

file(GLOB_RECURSE unit_tests CONFIGURE_DEPENDS tests/unit/*_test.cpp)
if(unit_tests AND NOT NORN_VARIANT STREQUAL "fuzz")
  # Only tests of the runtime need the image; without them a library that does not compile blocks no unit test.
  set(unit_image)
  if(EXISTS ${CMAKE_SOURCE_DIR}/tests/unit/runtime)
    set(unit_image ${image_object})
  endif()
  add_executable(norn-unit tests/unit/main.cpp ${unit_tests} ${unit_image})
  target_include_directories(norn-unit PRIVATE src include tests/unit)
  if(TARGET norn_app)
    target_link_libraries(norn-unit PRIVATE norn_app)
  endif()
  target_link_libraries(norn-unit PRIVATE ${norn_layer_libraries} ${norn_system_libraries})
endif()

# tests/fuzz/NAME_fuzz.cpp becomes the program fuzz-NAME.
if(NORN_VARIANT STREQUAL "fuzz")
  file(GLOB fuzz_targets CONFIGURE_DEPENDS tests/fuzz/*_fuzz.cpp)
  foreach(source IN LISTS fuzz_targets)
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "_fuzz" "" name ${name})
    add_executable(fuzz-${name} ${source} ${image_object})
    target_include_directories(fuzz-${name} PRIVATE src include)
    target_link_options(fuzz-${name} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(fuzz-${name} PRIVATE ${norn_layer_libraries} ${norn_system_libraries})
  endforeach()
endif()
