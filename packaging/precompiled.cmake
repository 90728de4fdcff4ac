# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0

# With PALIMPSEST_PRECOMPILE, what nearly every file includes is read once: a third of the time of a clean build. packaging/run and
# packaging/check use it. Off by default, so that who changes a file sees at once where an #include is missing.
option(PALIMPSEST_PRECOMPILE "Precompile the headers of Qt and the standard library" OFF)

if(PALIMPSEST_PRECOMPILE)
    # A target whose macros or options differ falls back to the text of the headers; that is no reason to fail.
    set(CMAKE_PCH_WARN_INVALID OFF)
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")

    set(standard <algorithm> <array> <chrono> <functional> <memory> <optional> <string> <utility> <variant> <vector>)
    set(core <QByteArray> <QDateTime> <QHash> <QList> <QMap> <QObject> <QPointer> <QSet> <QString> <QStringList> <QTimer> <QUrl>)
    set(widgets <QAction> <QApplication> <QBoxLayout> <QDialog> <QIcon> <QKeyEvent> <QLabel> <QLineEdit> <QLocale> <QPainter>
        <QPalette> <QPushButton> <QStyle> <QTextDocument> <QToolButton> <QTreeView> <QWidget>)
    set(test <QSignalSpy> ${CMAKE_SOURCE_DIR}/tests/support/patience.h)

    function(palimpsest_precompiled name)
        cmake_parse_arguments(PRECOMPILED "" "" "LINKS;HEADERS" ${ARGN})
        add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
        target_link_libraries(${name} PRIVATE project_options ${PRECOMPILED_LINKS})
        target_precompile_headers(${name} PRIVATE ${PRECOMPILED_HEADERS})
        set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
    endfunction()
    palimpsest_precompiled(precompiled_core LINKS Qt6::Core HEADERS ${core} ${standard})
    palimpsest_precompiled(precompiled_widgets LINKS Qt6::Widgets HEADERS ${core} ${widgets} ${standard})
    if(PALIMPSEST_BUILD_TESTS)
        find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
        palimpsest_precompiled(precompiled_core_test LINKS Qt6::Core Qt6::Test HEADERS ${core} ${test} ${standard})
        palimpsest_precompiled(precompiled_widgets_test LINKS Qt6::Widgets Qt6::Test HEADERS ${core} ${widgets} ${test} ${standard})
    endif()
endif()

# Every library and program of a folder tree takes `precompiled`: with widgets where it links those, without QtTest where
# it does not.
function(palimpsest_precompile_folder folder precompiled)
    if(NOT PALIMPSEST_PRECOMPILE)
        return()
    endif()
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        get_target_property(links ${target} LINK_LIBRARIES)
        set(reused ${precompiled})
        if("Qt6::Widgets" IN_LIST links)
            string(REPLACE core widgets reused ${reused})
        endif()
        if(NOT "Qt6::Test" IN_LIST links)
            string(REPLACE _test "" reused ${reused})
        endif()
        if(type MATCHES "EXECUTABLE|STATIC_LIBRARY|SHARED_LIBRARY|OBJECT_LIBRARY")
            target_precompile_headers(${target} REUSE_FROM ${reused})
        endif()
    endforeach()
    get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(next IN LISTS below)
        palimpsest_precompile_folder(${next} ${precompiled})
    endforeach()
endfunction()
