; The installer of KH57: for one officer, without an administrator. packaging/installer.py calls it.
;
; makensis -DVERSION=0.1.0 -DSHAPE=1 -DKB=100000 -DMB=100 -DFOLDER=... -DSLASH=/ -DPICTURE=... -DOUT=...
;   -DCOMPRESSION=lzma kh57.nsi
;
; Data lies in %LOCALAPPDATA%\KH57 and is never touched. The new program is unpacked beside the old
; one and takes its place by renaming: whatever is refused on the way, the old one still runs.

Unicode true
SetCompressor /SOLID ${COMPRESSION}
!if ${COMPRESSION} == lzma
  SetCompressorDictSize 64
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\KH57"
!define CLASSES "Software\Classes"
!define OLDEST_BUILD 17763 ; Windows 10, version 1809: Qt 6.11 asks for it
!define ASSOCIATIONS_CHANGED 0x08000000
!define ERROR_ALREADY_EXISTS 183

; exit codes of a silent run (1 canceled and 2 failed are NSIS's own)
!define RUNS 5
!define UNFIT 6
!define DISK_FULL 7
!define DATA_NEWER 8
!define BROKEN 9

Name "KH57"
OutFile "${OUT}"
BrandingText "KH57 ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\KH57"
ManifestDPIAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "kh57.ico"
!define MUI_UNICON "kh57.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Cài đặt KH57 ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "KH57 ghi nhận, trao đổi và báo cáo kế hoạch truyền thông của xã, không cần mạng.$\r$\n$\r$\nPhần mềm chỉ được cài cho tài khoản Windows đang dùng, không cần quyền quản trị.$\r$\n$\r$\nNếu máy đã có KH57, bản mới thay bản cũ. Dữ liệu được giữ nguyên.$\r$\n$\r$\nHãy đóng KH57 nếu đang mở, rồi nhấn Cài đặt."
!define MUI_FINISHPAGE_TITLE "Đã cài xong KH57 ${VERSION}"
!define MUI_FINISHPAGE_TEXT "Mở KH57 từ màn hình nền hoặc từ trình đơn Start.$\r$\n$\r$\nNhấn đúp vào tệp .kh57 cũng mở được KH57."
!define MUI_FINISHPAGE_RUN "$INSTDIR\KH57.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Mở KH57 ngay"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Phần mềm KH57 sẽ được gỡ khỏi máy này. Dữ liệu trong $LOCALAPPDATA\KH57 được giữ nguyên: cài lại là dùng tiếp được."
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "Đã cài xong"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "CompanyName" "KH57 Desktop"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileDescription" "Bộ cài KH57"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "LegalCopyright" "Apache License 2.0"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductName" "KH57 Desktop"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductVersion" "${VERSION}"

!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

!macro refuse CODE SENTENCES
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCES}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Sets $1 to "runs" when a program of the folder is in use: Windows lets nobody write to it then.
!macro look_whether_it_runs
  StrCpy $1 ""
  ${ForEach} $2 1 2 + 1
    StrCpy $3 "KH57.exe"
    ${If} $2 = 2
      StrCpy $3 "kh57-console.exe"
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\$3"
      ClearErrors
      FileOpen $0 "$INSTDIR\$3" a
      ${If} ${Errors}
        StrCpy $1 "runs"
      ${Else}
        FileClose $0
      ${EndIf}
    ${EndIf}
  ${Next}
!macroend

; A virus scanner holds new files for some moments. Sets $5 to "held" when it is of no use to wait.
!macro rename_patiently FROM TO
  ${ForEach} $4 1 20 + 1
    StrCpy $5 "held"
    ClearErrors
    Rename "${FROM}" "${TO}"
    ${IfNot} ${Errors}
      StrCpy $5 ""
      ${Break}
    ${EndIf}
    Sleep 500
  ${Next}
!macroend

; A run that was cut off between the two renamings left the program under its second name.
Function TakeBackWhatWasCutOff
  ${IfNot} ${FileExists} "$INSTDIR\KH57.exe"
  ${AndIf} ${FileExists} "$INSTDIR.old\KH57.exe"
    RMDir /r "$INSTDIR"
    Rename "$INSTDIR.old" "$INSTDIR"
  ${EndIf}
  RMDir /r "$INSTDIR.old"
  RMDir /r "$INSTDIR.new"
FunctionEnd

; A second setup would clear away what the first is unpacking.
!macro refuse_a_second_setup
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "KH57-setup") p .r0 ?e'
  Pop $1
  ${If} $1 = ${ERROR_ALREADY_EXISTS}
    !insertmacro refuse ${RUNS} "Một bộ cài khác của KH57 đang chạy.$\r$\nBản đang có và dữ liệu được giữ nguyên.$\r$\nHãy chờ bộ cài ấy xong rồi chạy lại."
  ${EndIf}
!macroend

Function RefuseUnfitWindows
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro refuse ${UNFIT} "Windows trên máy này cũ hơn bản mà KH57 cần.$\r$\nChưa có gì được cài đặt hay thay đổi.$\r$\nHãy dùng máy có Windows 10 (1809) 64 bit trở lên, hoặc nhờ người phụ trách máy tính cập nhật Windows."
  ${EndIf}
FunctionEnd

Function RefuseWhileItRuns
  !insertmacro look_whether_it_runs
  ${If} $1 == "runs"
    !insertmacro refuse ${RUNS} "KH57 đang chạy trên máy này.$\r$\nBản đang có và dữ liệu được giữ nguyên.$\r$\nHãy đóng KH57 rồi chạy lại bộ cài."
  ${EndIf}
FunctionEnd

Function RefuseBelowTheData
  ReadEnvStr $0 "KH57_HOME"
  ${If} $0 == ""
    StrCpy $0 "$LOCALAPPDATA\KH57"
  ${EndIf}
  ${If} ${FileExists} "$0\store-version"
    StrCpy $2 ""
    FileOpen $1 "$0\store-version" r
    FileRead $1 $2 12
    FileClose $1
    IntOp $2 $2 + 0
    ${If} $2 > ${SHAPE}
      !insertmacro refuse ${DATA_NEWER} "Dữ liệu trên máy này là của bản KH57 mới hơn bản ${VERSION}.$\r$\nBản đang có và dữ liệu được giữ nguyên.$\r$\nHãy dùng bộ cài mới hơn; bản ${VERSION} không mở được dữ liệu này."
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseWithoutRoom
  ${GetRoot} "$INSTDIR" $0
  ${DriveSpace} "$0\" "/D=F /S=M" $1
  IntOp $2 ${MB} + 100 ; the old program stands beside the new one until that is whole
  ${If} $1 < $2
    !insertmacro refuse ${DISK_FULL} "Ổ $0 không đủ chỗ để cài KH57: cần $2 MB trống.$\r$\nBản đang có và dữ liệu được giữ nguyên.$\r$\nHãy xóa bớt tệp không cần trên ổ này rồi chạy lại bộ cài."
  ${EndIf}
FunctionEnd

Function .onInit
  SetShellVarContext current
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\KH57" ; /D is not heard: nothing else is ever removed
  !insertmacro refuse_a_second_setup
  Call RefuseUnfitWindows
  Call RefuseWhileItRuns
  Call TakeBackWhatWasCutOff
  Call RefuseBelowTheData
  Call RefuseWithoutRoom
FunctionEnd

Section
  SetOutPath "$INSTDIR.new"
  ClearErrors
  File /r "${FOLDER}${SLASH}*"
  WriteUninstaller "$INSTDIR.new\uninstall.exe"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR.new"
    !insertmacro refuse ${BROKEN} "Không ghi được hết các tệp của KH57 vào máy này.$\r$\nBản đang có và dữ liệu được giữ nguyên.$\r$\nHãy khởi động lại máy rồi chạy lại bộ cài; nếu vẫn vậy, hãy cho phép KH57 trong phần mềm diệt vi-rút."
  ${EndIf}
  SetOutPath "$TEMP" ; a folder one stands in cannot be renamed

  nsExec::Exec '"$INSTDIR.new\kh57-console.exe" preflight'
  Pop $0
  ${If} $0 != 0
    RMDir /r "$INSTDIR.new"
    !insertmacro refuse ${UNFIT} "Máy này không chạy được KH57 ${VERSION}.$\r$\nBản đang có và dữ liệu được giữ nguyên.$\r$\nMáy cần Windows 10 (1809) 64 bit và bộ xử lý có SSE4.2 (máy từ khoảng năm 2009); nếu đủ mà vẫn vậy, hãy cho phép KH57 trong phần mềm diệt vi-rút."
  ${EndIf}

  Call RefuseWhileItRunsAndTidy
  StrCpy $5 ""
  ${If} ${FileExists} "$INSTDIR\*.*"
    !insertmacro rename_patiently "$INSTDIR" "$INSTDIR.old"
  ${EndIf}
  ${If} $5 == ""
    !insertmacro rename_patiently "$INSTDIR.new" "$INSTDIR"
  ${EndIf}
  ${If} $5 == "held"
    ${IfNot} ${FileExists} "$INSTDIR\KH57.exe"
      Rename "$INSTDIR.old" "$INSTDIR"
    ${EndIf}
    RMDir /r "$INSTDIR.new"
    !insertmacro refuse ${RUNS} "KH57 đang chạy hoặc đang bị phần mềm khác giữ.$\r$\nBản đang có và dữ liệu được giữ nguyên.$\r$\nHãy đóng KH57, khởi động lại máy rồi chạy lại bộ cài."
  ${EndIf}
  RMDir /r "$INSTDIR.old"

  CreateShortcut "$SMPROGRAMS\KH57.lnk" "$INSTDIR\KH57.exe" "" "" 0 SW_SHOWNORMAL "" "Ghi nhận, trao đổi và báo cáo kế hoạch truyền thông của xã"
  CreateShortcut "$DESKTOP\KH57.lnk" "$INSTDIR\KH57.exe" "" "" 0 SW_SHOWNORMAL "" "Ghi nhận, trao đổi và báo cáo kế hoạch truyền thông của xã"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "KH57 Desktop"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\KH57.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "KH57 Desktop"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  WriteRegStr HKCU "${CLASSES}\.kh57" "" "KH57.Bundle"
  WriteRegStr HKCU "${CLASSES}\KH57.Bundle" "" "Gói dữ liệu KH57"
  WriteRegStr HKCU "${CLASSES}\KH57.Bundle\DefaultIcon" "" "$INSTDIR\KH57.exe,0"
  WriteRegStr HKCU "${CLASSES}\KH57.Bundle\shell\open" "" "Mở bằng KH57"
  WriteRegStr HKCU "${CLASSES}\KH57.Bundle\shell\open\command" "" '"$INSTDIR\KH57.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i ${ASSOCIATIONS_CHANGED}, i 0, p 0, p 0)'
SectionEnd

; Somebody may have opened the program while the new one was unpacked.
Function RefuseWhileItRunsAndTidy
  !insertmacro look_whether_it_runs
  ${If} $1 == "runs"
    RMDir /r "$INSTDIR.new"
    Call RefuseWhileItRuns
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro refuse_a_second_setup
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\KH57"
  !insertmacro look_whether_it_runs
  ${If} $1 == "runs"
    !insertmacro refuse ${RUNS} "KH57 đang chạy trên máy này.$\r$\nPhần mềm và dữ liệu được giữ nguyên.$\r$\nHãy đóng KH57 rồi gỡ lại."
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP"
  ClearErrors
  Delete "$INSTDIR\KH57.exe" ; first: what still holds a file is heard before much is gone
  Delete "$INSTDIR\kh57-console.exe"
  RMDir /r "$INSTDIR\_internal"
  ${If} ${Errors}
    !insertmacro refuse ${RUNS} "Có tệp của KH57 đang bị phần mềm khác giữ nên chưa gỡ hết.$\r$\nDữ liệu được giữ nguyên.$\r$\nHãy khởi động lại máy rồi gỡ lại."
  ${EndIf}
  RMDir /r "$INSTDIR\LICENSES"
  Delete "$INSTDIR\FILES.txt"
  RMDir /r "$INSTDIR.old"
  RMDir /r "$INSTDIR.new"
  Delete "$SMPROGRAMS\KH57.lnk"
  Delete "$DESKTOP\KH57.lnk"
  DeleteRegKey HKCU "${CLASSES}\.kh57"
  DeleteRegKey HKCU "${CLASSES}\KH57.Bundle"
  System::Call 'shell32::SHChangeNotify(i ${ASSOCIATIONS_CHANGED}, i 0, p 0, p 0)'
  Delete "$INSTDIR\uninstall.exe" ; last: what is cut off before can be removed again
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
